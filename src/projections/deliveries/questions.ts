import type { Views } from '../../domain/ports/views';
import { deliveryIdOf } from '../../domain/delivery/delivery-id';
import { type Channel, type DeliveryId, type NotificationId, type UserId } from '../../domain/shared/codecs';
import { askRow, askRows, type Question } from '../question';
import { deliveriesView, deliveryKey, DeliveryRow } from './row';

type WithChannels = {
  readonly notificationId: NotificationId;
  readonly userId: UserId;
  readonly channels: ReadonlyArray<Channel>;
};

export type DeliveriesQuestions = {
  readonly delivery: (id: DeliveryId) => Question<DeliveryRow | undefined>;
  /** Of several notifications, in their order: those that have a row. */
  readonly deliveriesOfAll: (requests: ReadonlyArray<WithChannels>) => Question<ReadonlyArray<DeliveryRow>>;
};

export const deliveriesQuestions = (views: Views): DeliveriesQuestions => {
  const ask = askRows(views, deliveriesView, DeliveryRow);
  const askOne = askRow(views, deliveriesView, DeliveryRow);
  return {
    delivery: (id) => askOne(deliveryKey(id)),
    deliveriesOfAll: (requests) =>
      ask(
        requests.flatMap((request) =>
          request.channels.map((channel) => ({
            ...deliveryKey(deliveryIdOf(request.notificationId, channel)),
            of: request.userId,
          })),
        ),
      ),
  };
};
