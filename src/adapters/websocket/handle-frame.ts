import * as E from 'fp-ts/Either';
import type { SocketHandlers, SocketId } from '../../domain/ports/socket-gateway';
import type { UserId } from '../../domain/shared/codecs';
import type { JsonObject } from '../../domain/shared/json';
import { type Frame, type FrameFault, ReadData, SubscribeData } from './frame';

export type Answer = { readonly event: string; readonly data: JsonObject };
type Answered = E.Either<FrameFault, Answer>;

const fault = (code: FrameFault['code'], message: string): E.Either<FrameFault, never> => E.left({ code, message });

const markRead = async (
  handlers: SocketHandlers,
  userId: UserId,
  socket: SocketId,
  data: unknown,
): Promise<Answered> => {
  if (!ReadData.is(data)) return fault('bad-data', 'data is {notificationId}');
  const stored = await handlers.markRead(userId, data.notificationId, socket)();
  if (E.isRight(stored)) {
    const { notificationId } = data;
    return E.right({ event: 'notification:read:ack', data: { notificationId, timestamp: stored.right } });
  }
  switch (stored.left._tag) {
    case 'SocketNotFound':
      return fault('not-found', 'there is no such notification');
    case 'SocketUnavailable':
      return fault('unavailable', 'not confirmed; ask again');
  }
};

/** A socket has its user's topic from the welcome on; no other topic is served yet, nor a replay. */
const subscribe = (userId: UserId, data: unknown): Answered => {
  if (!SubscribeData.is(data)) return fault('bad-data', 'data is {topics?, after?}');
  const own = `user:${userId}`;
  const { topics = [own], after } = data;
  if (after !== undefined || topics.some((topic) => topic !== own))
    return fault('unsupported', `only user:<self>, from now on`);
  return E.right({ event: 'subscribe:ack', data: { topics: [own] } });
};

/** What a frame of a user's socket is answered with. Whose it is says the token, never the frame. */
export const handleFrame =
  (handlers: SocketHandlers, userId: UserId, socket: SocketId) =>
  async ({ event, data }: Frame): Promise<Answered> => {
    switch (event) {
      case 'notification:read':
        return markRead(handlers, userId, socket, data);
      case 'subscribe':
        return subscribe(userId, data ?? {});
      default:
        return fault('unknown-event', 'known are auth (first), subscribe, notification:read');
    }
  };
