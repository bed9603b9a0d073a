import * as E from 'fp-ts/Either';
import type { TaskEither } from 'fp-ts/TaskEither';
import type { Clock } from '../../domain/ports/clock';
import type { Journal, JournalUnavailable } from '../../domain/ports/journal';
import { createAppend } from './append';
import { CallFailed } from './call-failure';
import { type Connection, createConnection } from './connection';
import type { Deps, Limits } from './deps';
import { createHead } from './head';
import { insistOnHead } from './insist-on-head';
import { createReadAll } from './read-all';
import { createReadStream } from './read-stream';
import { createSubscribe } from './subscribe';
import { createSubscribeAlone } from './subscribe-alone';

export type EventStoreDbJournal = {
  readonly journal: Journal;
  /** Cancels what is in hand: an append then has an unknown outcome, what reads or follows ends with a JournalError. */
  readonly close: () => Promise<void>;
};

export type EventStoreDbParts = {
  /** A connection string of EventStoreDB: `esdb://…`, `esdb+discover://…`, with credentials and TLS as it says. */
  readonly url: string;
  readonly clock: Clock;
  readonly limits?: Limits;
};

/** The server itself gives an append up after two seconds. */
const usualLimits: Limits = { answerMillis: 5_000, patienceMillis: 10_000 };

/** What the client throws for a string that it can't use quotes it, with its password. */
const connect = ({ url, clock }: EventStoreDbParts): E.Either<JournalUnavailable, Connection> =>
  E.tryCatch(
    () => createConnection(url, clock),
    () => ({ _tag: 'JournalUnavailable', cause: new CallFailed('connection-string') }),
  );

/** A journal kept by an EventStoreDB, 23.10 or later, once it answers. */
export const openEventStoreDbJournal =
  (parts: EventStoreDbParts): TaskEither<JournalUnavailable, EventStoreDbJournal> =>
  async () => {
    const { clock, limits = usualLimits } = parts;
    const connection = connect(parts);
    if (E.isLeft(connection)) return connection;
    const deps: Deps = { connection: connection.right, clock, limits };
    const head = createHead(deps);
    const answer = await head()();
    if (E.isLeft(answer)) {
      await connection.right.close();
      return answer;
    }
    const { close } = connection.right;
    return E.right({
      journal: {
        append: createAppend(deps),
        readStream: createReadStream(deps),
        readAll: createReadAll(deps),
        subscribe: createSubscribe({ subscribe: createSubscribeAlone(deps), head: insistOnHead(deps) }),
        head,
      },
      close,
    });
  };
