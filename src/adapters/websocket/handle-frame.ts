import * as E from 'fp-ts/Either';
import type { SocketHandlers, SocketId, SocketOwner } from '../../domain/ports/socket-gateway';
import type { UserId } from '../../domain/shared/codecs';
import type { JsonObject } from '../../domain/shared/json';
import { type Frame, type FrameFault, ReadData, SubscribeData } from './frame';
import type { Watching } from './watching';

export type Answer = { readonly event: string; readonly data: JsonObject };
/** `most`: how many users one socket may watch. */
export type Serving = { readonly handlers: SocketHandlers; readonly watching: Watching; readonly most: number };

const LONGEST_ID = 200;

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

const PRESENCE = 'presence:';

/** A socket has its user's topic from the welcome on; of others only presence is served yet, and no replay. */
const subscribe = ({ watching, most }: Serving, { userId, mayWatch }: SocketOwner, data: unknown): Answered => {
  if (!SubscribeData.is(data)) return fault('bad-data', 'data is {topics?, after?}');
  const own = `user:${userId}`;
  const { topics = [own], after } = data;
  const others = topics.filter((topic) => topic !== own);
  if (after !== undefined || others.some((topic) => !topic.startsWith(PRESENCE)))
    return fault('unsupported', `only user:<self> and presence:<user>, from now on`);
  const users = [...new Set(others.map((topic) => topic.slice(PRESENCE.length)))];
  if (!mayWatch && users.some((user) => user !== userId)) return fault('forbidden', 'that topic needs a role');
  const fresh = users.filter((user) => !watching.has(user));
  if (users.some((user) => user === '' || user.length > LONGEST_ID) || watching.size() + fresh.length > most)
    return fault('bad-data', `at most ${String(most)} users are watched by one socket`);
  watching.add(fresh);
  return E.right({ event: 'subscribe:ack', data: { topics: [own, ...users.map((user) => `${PRESENCE}${user}`)] } });
};

/** What a frame of a user's socket is answered with. Whose it is says the token, never the frame. */
export const handleFrame =
  (serving: Serving, owner: SocketOwner, socket: SocketId) =>
  async ({ event, data }: Frame): Promise<Answered> => {
    switch (event) {
      case 'notification:read':
        return markRead(serving.handlers, owner.userId, socket, data);
      case 'subscribe':
        return subscribe(serving, owner, data ?? {});
      default:
        return fault('unknown-event', 'known are auth (first), subscribe, notification:read');
    }
  };
