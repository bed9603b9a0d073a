import type { Decider } from '../shared/decider';
import type { NotificationCommand } from './commands';
import { decide } from './decide';
import type { NotificationEvent } from './events';
import { evolve } from './evolve';
import type { NotificationRejection } from './rejections';
import { initialState, type NotificationState } from './state';

/** A notification, on `notification-<id>`; a batch's member begins with its request in `chunk-<batch>.<index>`. */
export const notification: Decider<NotificationCommand, NotificationState, NotificationEvent, NotificationRejection> = {
  initialState,
  evolve,
  decide,
};
