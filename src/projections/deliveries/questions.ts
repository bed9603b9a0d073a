import type { Views } from '../../domain/ports/views';
import { deliveryIdOf } from '../../domain/delivery/delivery-id';
import { channels, type DeliveryId, type NotificationId } from '../../domain/shared/codecs';
import { askRow, askRows, type Question } from '../question';
import { deliveriesView, deliveryKey, DeliveryRow } from './row';

export type DeliveriesQuestions = {
  readonly delivery: (id: DeliveryId) => Question<DeliveryRow | undefined>;
  /** Those of the notification's channels, in the order of `channels`. */
  readonly deliveriesOf: (id: NotificationId) => Question<ReadonlyArray<DeliveryRow>>;
};

export const deliveriesQuestions = (views: Views): DeliveriesQuestions => {
  const ask = askRows(views, deliveriesView, DeliveryRow);
  const askOne = askRow(views, deliveriesView, DeliveryRow);
  return {
    delivery: (id) => askOne(deliveryKey(id)),
    deliveriesOf: (id) => ask(channels.map((channel) => deliveryKey(deliveryIdOf(id, channel)))),
  };
};
