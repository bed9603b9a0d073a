import * as E from 'fp-ts/Either';
import * as TE from 'fp-ts/TaskEither';
import { pipe } from 'fp-ts/function';
import type { Commands } from '../../src/app/commands';
import { createWriter } from '../../src/app/commands/create-writer';
import { toNewEvents } from '../../src/app/commands/to-new-events';
import type { CountUnread } from '../../src/app/push/count-unread';
import { createPush, type Push } from '../../src/app/push/create-push';
import type { DomainEvent } from '../../src/domain/events';
import type { NotificationRequested } from '../../src/domain/notification/events';
import { notificationStream } from '../../src/domain/notification/location';
import type { SocketFrame, Sockets } from '../../src/domain/ports/socket-gateway';
import type { Vault } from '../../src/domain/ports/vault';
import type { NotificationId, UserId } from '../../src/domain/shared/codecs';
import { silentLogger } from './gateway';
import { createInMemoryJournal, type InMemoryJournal } from './in-memory-journal';
import { requested } from './notification-facts';
import { right } from './right';
import { createTestClock, type TestClock } from './test-clock';
import { sealed } from './vocabulary';

const namespace = '00000000-0000-4000-8000-000000000000';

/** What is sealed with the key `erased` is gone; the rest says its own `ct`. */
const readableVault: Vault = {
  seal: () => TE.right([]),
  gone: () => TE.right(new Set()),
  digest: () => TE.right('d'),
  digestAll: (_, texts) => TE.right(texts.map(() => 'd')),
  open: (parts) =>
    TE.right(
      parts.map(({ sealed: { kid, ct } }) =>
        kid === 'erased' ? { status: 'gone' } : { status: 'open', value: { title: ct, body: 'b', data: { n: 1 } } },
      ),
    ),
};

export type Sent = SocketFrame & { readonly userId: string; readonly except: string | undefined };

export type Pushing = {
  readonly journal: InMemoryJournal;
  readonly clock: TestClock;
  readonly push: Push;
  readonly sent: ReadonlyArray<Sent>;
  /** Follows from now on. */
  readonly start: () => void;
  readonly stop: () => Promise<void>;
  readonly append: (stream: string, ...events: ReadonlyArray<DomainEvent>) => Promise<bigint>;
  readonly request: (id: string, given?: Partial<NotificationRequested['data']>) => Promise<bigint>;
  readonly storedIn: (stream: string) => Promise<ReadonlyArray<string>>;
};

type Given = {
  readonly connected?: ReadonlyArray<string>;
  /** How many sockets take a frame. */
  readonly takers?: number;
  readonly vault?: Vault;
  readonly sockets?: Sockets;
};

/** A push over an array of events, sockets that write down what they are sent, and one unread notification at the head. */
export const pushing = ({ connected = ['u-1'], takers = 1, vault = readableVault, sockets }: Given = {}): Pushing => {
  const journal = createInMemoryJournal();
  const clock = createTestClock();
  const stopping = new AbortController();
  const sent: Array<Sent> = [];
  const writing: Sockets = {
    isConnected: (userId) => connected.includes(userId),
    send: (userId, frame, except) => {
      sent.push({ ...frame, userId, except });
      return takers;
    },
    count: () => connected.length,
  };
  const countUnread: CountUnread = () =>
    pipe(
      journal.head(),
      TE.bimap(
        () => ({ _tag: 'SocketUnavailable' }),
        (position) => ({ unread: 1, position }),
      ),
    );
  let causes = 0;
  const append: Pushing['append'] = async (stream, ...events) => {
    causes += 1;
    const actor = { kind: 'service', id: 's-1' } as const;
    const cause = { id: `c-${causes}`, actor, correlationId: 'c', at: clock.now() };
    const appended = await journal.append(stream, 'any', toNewEvents(namespace, stream, cause, events))();
    return right(appended).position;
  };
  const markRead: Commands['markRead'] = (userId, notificationId) => async () => {
    const event = { type: 'NotificationRead', data: { notificationId, userId } } as const;
    const position = await append(notificationStream(notificationId), event);
    return E.right({ value: { readAt: clock.now() }, position, replayed: false });
  };
  const push = createPush({
    journal,
    vault,
    clock,
    logger: silentLogger,
    commands: { markRead },
    countUnread,
    writer: createWriter(journal, namespace, { clock, tries: 1, signal: stopping.signal }),
    by: 'p-1',
  });
  let following = Promise.resolve();
  return {
    journal,
    clock,
    push,
    sent,
    start: () => {
      following = push.follow(sockets ?? writing, stopping.signal);
    },
    stop: async () => {
      stopping.abort();
      await following;
    },
    append,
    request: async (id, given = {}) => {
      const data = { notificationId: id as NotificationId, userId: 'u-1' as UserId, personal: { ...sealed, ct: id } };
      return append(notificationStream(data.notificationId), requested({ ...data, ...given }));
    },
    storedIn: async (stream) => {
      const types: Array<string> = [];
      for await (const { type, data } of journal.readStream(stream))
        types.push(typeof data['provider'] === 'string' ? `${type} ${data['provider']}` : type);
      return types;
    },
  };
};
