import type { DeliveryRef } from '../../domain/delivery/commands';
import type { NotificationRequested } from '../../domain/notification/events';
import { deliveriesOf } from '../../domain/policies/deliveries-of';
import { channels, type Instant } from '../../domain/shared/codecs';
import type { DeliveryRow } from './row';

/** What a delivery came to that was over when its request was stored, before anything else has happened to it. */
export const storedDelivery = ({ deliveryId, notificationId, userId, channel }: DeliveryRef): DeliveryRow => ({
  ...{ deliveryId, notificationId, userId, channel },
  ...{ status: 'succeeded', round: 1, why: null, nextTryAt: null, attempts: [] },
});

const inOrderOfChannels = (one: DeliveryRow, other: DeliveryRow): number =>
  channels.indexOf(one.channel) - channels.indexOf(other.channel);

/** All deliveries of a request, which was stored at `at`: those with a row, and those that nothing has happened to. */
export const withStoredDeliveries = (
  request: Pick<NotificationRequested['data'], 'notificationId' | 'userId' | 'channels' | 'sendAt'>,
  at: Instant,
  rows: ReadonlyArray<DeliveryRow>,
): ReadonlyArray<DeliveryRow> => {
  const untouched = deliveriesOf(request, at)
    .filter(({ delivery, due }) => due === undefined && !rows.some(({ channel }) => channel === delivery.channel))
    .map(({ delivery }) => storedDelivery(delivery));
  return [...rows, ...untouched].sort(inOrderOfChannels);
};
