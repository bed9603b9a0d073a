import type { DeliveryRef } from '../delivery/commands';
import { deliveryIdOf } from '../delivery/delivery-id';
import type { NotificationRequested } from '../notification/events';
import type { Channel, Instant } from '../shared/codecs';

/** `due`: when its first step is to be taken; undefined where storing the request was all of it. */
export type PlannedDelivery = { readonly delivery: DeliveryRef; readonly due: Instant | undefined };

type Requested = NotificationRequested['data'];

export const deliveryRefOf = (request: Pick<Requested, 'notificationId' | 'userId'>, channel: Channel): DeliveryRef => {
  const { notificationId, userId } = request;
  return { deliveryId: deliveryIdOf(notificationId, channel), notificationId, channel, userId };
};

/**
 * What a request sets going: one delivery for each of its channels, due at once or at `sendAt`. The in-app channel has
 * nothing left to do once the request is stored, unless it is scheduled. `at` is the time of the request.
 */
export const deliveriesOf = (
  request: Pick<Requested, 'notificationId' | 'userId' | 'channels' | 'sendAt'>,
  at: Instant,
): ReadonlyArray<PlannedDelivery> => {
  const scheduled = request.sendAt !== null && request.sendAt > at ? request.sendAt : undefined;
  return request.channels.map((channel) => ({
    delivery: deliveryRefOf(request, channel),
    due: scheduled ?? (channel === 'websocket' ? undefined : at),
  }));
};
