import { setImmediate as nextTurn } from 'node:timers/promises';
import * as E from 'fp-ts/Either';
import { type Group, type WriteRequest, createGroup, requestsOf } from './group';
import { type Outcome, unpackOutcomes } from './outcomes';
import { asRecord } from './record';
import { type WritableTail, journalClosed } from './tail';
import type { CommittedGroup, StartFailure, WriterThread } from './writer-thread';

export type Writer = {
  /** A left is the reason why nothing is known of the request. */
  readonly write: (request: WriteRequest) => Promise<E.Either<unknown, Outcome>>;
  /** Finishes what was asked for before. Later requests are refused. */
  readonly finish: () => Promise<void>;
  /** After `finish`: copies the log back into the database and closes both. */
  readonly close: () => Promise<void>;
};

type Waiting = { readonly request: WriteRequest; readonly resolve: (outcome: E.Either<unknown, Outcome>) => void };
type Written = E.Either<unknown, ReadonlyArray<Outcome>>;

const GROUP_REQUESTS = 1024;
const GROUP_BYTES = 4 * 1024 * 1024;

/** How many of those that wait fit into one commit; at least one does. */
const sizeOfGroup = (waiting: ReadonlyArray<Waiting>): number => {
  let bytes = 0;
  const tooMany = waiting.findIndex(({ request }, index) => {
    bytes += request.encoded.records.length;
    return index > 0 && (bytes > GROUP_BYTES || index >= GROUP_REQUESTS);
  });
  return tooMany < 0 ? waiting.length : tooMany;
};

/** The records by which a group has made the journal longer, in its order; `committed.records` are its bytes as they came back. */
function* newRecords(
  group: Group,
  outcomes: ReadonlyArray<Outcome>,
  { records, added }: Pick<CommittedGroup, 'records' | 'added'>,
): Generator<Buffer> {
  let index = 0;
  let nextAdded = 0;
  for (const request of requestsOf({ ...group, records })) {
    if (outcomes[index]?.kind === 'appended') yield* request.records;
    for (let more = added[nextAdded]; more?.request === index; more = added[(nextAdded += 1)])
      yield asRecord(more.record);
    index += 1;
  }
}

const settle = (group: ReadonlyArray<Waiting>, written: Written): void => {
  group.forEach(({ resolve }, index) => {
    const outcome = E.isRight(written) ? written.right[index] : undefined;
    resolve(outcome === undefined ? E.left(E.isLeft(written) ? written.left : undefined) : E.right(outcome));
  });
};

/**
 * Gathers the requests of one turn of the event loop, and of the time that a commit takes, into groups that share a commit.
 * `restart` gives another thread where one has died, over files that were verified already.
 */
export const createWriter = (
  first: WriterThread,
  restart: () => Promise<E.Either<StartFailure, WriterThread>>,
  tail: WritableTail,
): Writer => {
  let thread = first;
  const waiting: Array<Waiting> = [];
  let running: Promise<void> | undefined;
  let closed = false;

  const revive = async (): Promise<E.Either<unknown, WriterThread>> => {
    if (thread.alive()) return E.right(thread);
    const restarted = await restart();
    if (E.isLeft(restarted)) return restarted;
    thread = restarted.right;
    tail.restart(thread.head, thread.plain);
    return restarted;
  };
  const commit = async (group: Group): Promise<Written> => {
    const committed = await thread.commit(group);
    if (E.isLeft(committed)) return committed;
    const outcomes = unpackOutcomes(committed.right.outcomes);
    tail.extend(newRecords(group, outcomes, committed.right));
    return E.right(outcomes);
  };
  const run = async (): Promise<void> => {
    await nextTurn();
    while (waiting.length > 0) {
      const revived = await revive();
      const group = waiting.splice(0, sizeOfGroup(waiting));
      settle(group, E.isLeft(revived) ? revived : await commit(createGroup(group.map(({ request }) => request))));
      // A commit whose answer was lost with the thread may stand; another thread tells how far the journal goes.
      if (E.isRight(revived) && !thread.alive()) await revive();
    }
    running = undefined;
  };

  return {
    write: async (request) => {
      if (closed) return E.left(journalClosed());
      return new Promise((resolve) => {
        waiting.push({ request, resolve });
        running ??= run();
      });
    },
    finish: async () => {
      closed = true;
      await running;
    },
    close: async () => thread.close(),
  };
};
