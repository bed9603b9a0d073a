import * as E from 'fp-ts/Either';
import type { BatchTopic, SocketHandlers, SocketId, SocketOwner } from '../../domain/ports/socket-gateway';
import type { UserId } from '../../domain/shared/codecs';
import type { JsonObject } from '../../domain/shared/json';
import { type Frame, type FrameFault, ReadData, SubscribeData } from './frame';
import type { WatchingUsers } from './watching-users';

export type Answer = { readonly event: string; readonly data: JsonObject };
/** Watches these batches from now on and no others; false where they are too many. */
type Watch = (topics: ReadonlyArray<BatchTopic>) => boolean;
export type Serving = {
  readonly handlers: SocketHandlers;
  readonly owner: SocketOwner;
  readonly socket: SocketId;
  readonly watchBatches: Watch;
  readonly users: WatchingUsers;
  /** How many users one socket may watch. */
  readonly most: number;
};

const PRESENCE = 'presence:';

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

const isBatch = (topic: string): topic is BatchTopic => /^batch:.{1,200}$/.test(topic);
const isPresence = (topic: string): boolean => /^presence:.{1,200}$/.test(topic);

/** The users of these topics, of whom some are watched already. */
const usersIn = (topics: ReadonlyArray<string>): ReadonlyArray<string> => [
  ...new Set(topics.filter(isPresence).map((topic) => topic.slice(PRESENCE.length))),
];

const forbidden = (
  { userId, watchesBatches, mayWatch }: SocketOwner,
  batches: ReadonlyArray<BatchTopic>,
  users: ReadonlyArray<string>,
): string | undefined => {
  if (batches.length > 0 && !watchesBatches) return 'batch:<id> needs the role admin or auditor';
  return !mayWatch && users.some((user) => user !== userId) ? 'presence:<user> needs a role' : undefined;
};

/**
 * A socket has its user's topic from the welcome on. It watches the batches that it named last, and every user that it ever
 * named; there is no replay yet.
 */
const subscribe = ({ owner, watchBatches, users: watched, most }: Serving, data: unknown): Answered => {
  if (!SubscribeData.is(data)) return fault('bad-data', 'data is {topics?, after?}');
  const own = `user:${owner.userId}`;
  const { topics = [own], after } = data;
  if (after !== undefined || topics.some((topic) => topic !== own && !isBatch(topic) && !isPresence(topic)))
    return fault('unsupported', 'only user:<self>, batch:<id> and presence:<user>, from now on');
  const [batches, users] = [topics.filter(isBatch), usersIn(topics)];
  const refused = forbidden(owner, batches, users);
  if (refused !== undefined) return fault('forbidden', refused);
  const fresh = users.filter((user) => !watched.has(user));
  if (watched.size() + fresh.length > most)
    return fault('bad-data', `at most ${String(most)} users are watched by one socket`);
  if (!watchBatches(batches)) return fault('unsupported', 'so many batches can not be watched at once');
  watched.add(fresh);
  const served = [own, ...batches, ...users.map((user) => `${PRESENCE}${user}`)];
  return E.right({ event: 'subscribe:ack', data: { topics: served } });
};

/** What a frame of a user's socket is answered with. Whose it is says the token, never the frame. */
export const handleFrame =
  (serving: Serving) =>
  async ({ event, data }: Frame): Promise<Answered> => {
    const { handlers, owner, socket } = serving;
    switch (event) {
      case 'notification:read':
        return markRead(handlers, owner.userId, socket, data);
      case 'subscribe':
        return subscribe(serving, data ?? {});
      default:
        return fault('unknown-event', 'known are auth (first), subscribe, notification:read');
    }
  };
