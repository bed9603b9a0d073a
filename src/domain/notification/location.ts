import type { NotificationId } from '../shared/codecs';

/** Where a notification's request stands: alone in its own stream, or at an offset of its batch's chunk. */
export type RequestLocation = { readonly stream: string; readonly revision: bigint };

const member = /^(.+)\.(\d+)\.(\d+)$/;

export const notificationStream = (id: NotificationId): string => `notification-${id}`;

/** A member's id locates its request (`<batch>.<index>.<offset>`); every other request opens its own stream. */
export const locateRequest = (id: NotificationId): RequestLocation => {
  const [, batch, index, offset] = member.exec(id) ?? [];
  if (batch === undefined || index === undefined || offset === undefined)
    return { stream: notificationStream(id), revision: 0n };
  return { stream: `chunk-${batch}.${index}`, revision: BigInt(offset) };
};
