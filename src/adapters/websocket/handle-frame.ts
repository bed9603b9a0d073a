import * as E from 'fp-ts/Either';
import type { BatchTopic, SocketHandlers, SocketId, SocketOwner } from '../../domain/ports/socket-gateway';
import type { UserId } from '../../domain/shared/codecs';
import type { JsonObject } from '../../domain/shared/json';
import { type Frame, type FrameFault, ReadData, SubscribeData } from './frame';

export type Answer = { readonly event: string; readonly data: JsonObject };
/** Watches these batches from now on and no others; false where they are too many. */
type Watch = (topics: ReadonlyArray<BatchTopic>) => boolean;
export type Serving = {
  readonly handlers: SocketHandlers;
  readonly owner: SocketOwner;
  readonly socket: SocketId;
  readonly watch: Watch;
};
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

/** A socket has its user's topic from the welcome on, and watches the batches that it named last; there is no replay yet. */
const subscribe = ({ userId, watchesBatches }: SocketOwner, watch: Watch, data: unknown): Answered => {
  if (!SubscribeData.is(data)) return fault('bad-data', 'data is {topics?, after?}');
  const own = `user:${userId}`;
  const { topics = [own], after } = data;
  const batches = topics.filter(isBatch);
  if (after !== undefined || topics.some((topic) => topic !== own && !isBatch(topic)))
    return fault('unsupported', 'only user:<self> and batch:<id>, from now on');
  if (batches.length > 0 && !watchesBatches) return fault('forbidden', 'batch:<id> needs the role admin or auditor');
  if (!watch(batches)) return fault('unsupported', 'so many batches can not be watched at once');
  return E.right({ event: 'subscribe:ack', data: { topics: [own, ...batches] } });
};

/** What a frame of a user's socket is answered with. Whose it is says the token, never the frame. */
export const handleFrame =
  ({ handlers, owner, socket, watch }: Serving) =>
  async ({ event, data }: Frame): Promise<Answered> => {
    switch (event) {
      case 'notification:read':
        return markRead(handlers, owner.userId, socket, data);
      case 'subscribe':
        return subscribe(owner, watch, data ?? {});
      default:
        return fault('unknown-event', 'known are auth (first), subscribe, notification:read');
    }
  };
