import type { Decider } from '../shared/decider';
import type { RecipientCommand } from './commands';
import { decide } from './decide';
import type { RecipientEvent } from './events';
import { evolve } from './evolve';
import type { RecipientRejection } from './rejections';
import { initialState, type RecipientState } from './state';

/** What is known of a person, on `recipient-<user id>`. */
export const recipient: Decider<RecipientCommand, RecipientState, RecipientEvent, RecipientRejection> = {
  initialState,
  evolve,
  decide,
};
