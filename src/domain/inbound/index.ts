import type { Decider } from '../shared/decider';
import type { InboundCommand } from './commands';
import { decide } from './decide';
import type { InboundEvent } from './events';
import { evolve } from './evolve';
import type { InboundRejection } from './rejections';
import { type InboundState, initialState } from './state';

/** What arrived under one identity and went no further, on `inbound-<identity>`. */
export const inbound: Decider<InboundCommand, InboundState, InboundEvent, InboundRejection> = {
  initialState,
  evolve,
  decide,
};
