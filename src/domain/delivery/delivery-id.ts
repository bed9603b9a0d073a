import type { Channel, DeliveryId, NotificationId } from '../shared/codecs';
import { Channel as ChannelCodec } from '../shared/codecs';

/** `<notification id>.<channel>`: each channel of a notification is delivered by itself. */
export const deliveryIdOf = (notificationId: NotificationId, channel: Channel): DeliveryId =>
  `${notificationId}.${channel}` as DeliveryId;

export const deliveryStream = (id: DeliveryId): string => `delivery-${id}`;

/** The parts of a delivery's id; undefined where the text is none. */
export const parseDeliveryId = (
  text: string,
): { readonly notificationId: NotificationId; readonly channel: Channel } | undefined => {
  const dot = text.lastIndexOf('.');
  const channel = text.slice(dot + 1);
  if (dot <= 0 || !ChannelCodec.is(channel)) return undefined;
  return { notificationId: text.slice(0, dot) as NotificationId, channel };
};
