import * as E from 'fp-ts/Either';
import type { NotificationRequested } from '../../domain/notification/events';
import { NotificationContent } from '../../domain/notification/content';
import type { SocketFrame } from '../../domain/ports/socket-gateway';
import type { Opened } from '../../domain/ports/vault';
import type { JsonObject } from '../../domain/shared/json';
import type { Recorded } from '../../domain/shared/recorded';
import type { Position } from '../../domain/shared/stored-event';

export type Request = Recorded<NotificationRequested>;

/**
 * The `notification` frame of a request that becomes visible at `position`; undefined where its content can't be read any
 * more, because its recipient was erased.
 */
export const notificationFrame = (
  { event, at }: Request,
  position: Position,
  personal: Opened,
): SocketFrame | undefined => {
  if (personal.status !== 'open') return undefined;
  const content = NotificationContent.decode(personal.value);
  if (E.isLeft(content)) return undefined;
  const { notificationId, type, priority } = event.data;
  const { title, body, data } = content.right;
  const shown = { id: notificationId, type, title, body, data: data as JsonObject, priority };
  return { event: 'notification', data: { ...shown, createdAt: at, position: String(position) }, position };
};
