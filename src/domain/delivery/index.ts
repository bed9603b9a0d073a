import type { Decider } from '../shared/decider';
import type { DeliveryCommand } from './commands';
import { decide } from './decide';
import type { DeliveryEvent } from './events';
import { evolve } from './evolve';
import type { DeliveryRejection } from './rejections';
import { type DeliveryState, initialState } from './state';

/** One channel's delivery, on `delivery-<notification id>.<channel>`. */
export const delivery: Decider<DeliveryCommand, DeliveryState, DeliveryEvent, DeliveryRejection> = {
  initialState,
  evolve,
  decide,
};
