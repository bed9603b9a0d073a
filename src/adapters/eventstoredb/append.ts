import * as E from 'fp-ts/Either';
import type { Appended, AppendFailure, ExpectedRevision, Journal } from '../../domain/ports/journal';
import { JournalError } from '../../domain/ports/journal';
import type { NewEvent } from '../../domain/shared/stored-event';
import { appendFailure } from './append-failure';
import { blamesConnection, CallFailed, tooLate } from './call-failure';
import type { Lease } from './connection';
import type { Deps } from './deps';
import { inTime } from './in-time';
import { readAppended } from './read-appended';
import { createRoom } from './room';
import { mostBytesOf } from './size-of';
import { assertAppendable, dataBytesOf, toEventData } from './to-event-data';

type Answer = E.Either<AppendFailure, Appended>;
type ToAppend = {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly events: ReadonlyArray<NewEvent>;
};

/** EventStoreDB's default: the sum over the events' data, and exactly the limit passes. */
const LARGEST_APPEND = 1_048_576;
/** More appends at once bring no more a second; and the client encodes all that are handed to it without a pause. */
const APPENDS_AT_ONCE = 256;
/** Of the most that it may take, which is some six times of what it mostly takes. */
const BYTES_OF_ONE = 24_576;

const expectations = { 'no-stream': 'no_stream', any: 'any', 'stream-exists': 'stream_exists' } as const;
const expectationOf = (expected: ExpectedRevision) =>
  typeof expected === 'bigint' ? expected : expectations[expected];

const send = async (deps: Deps, lease: Lease, toAppend: ToAppend): Promise<Answer> => {
  const { stream, expected, events } = toAppend;
  try {
    const { nextExpectedRevision, position } = await lease.client.appendToStream(stream, events.map(toEventData), {
      expectedRevision: expectationOf(expected),
      // What the server has not done by then it leaves undone.
      deadline: deps.limits.answerMillis,
    });
    if (position === undefined || events.length === 0)
      return E.right(await readAppended(deps, stream, events.length === 0 ? undefined : nextExpectedRevision));
    return E.right({ revision: nextExpectedRevision, position: position.commit });
  } catch (error) {
    if (error instanceof JournalError) return E.left({ _tag: 'JournalUnavailable', cause: error });
    return E.left(appendFailure(toAppend, error));
  }
};

const unknownOutcome: Answer = E.left({ _tag: 'JournalUnavailable', cause: tooLate() });

const isForWantOfConnection = (answer: Answer): boolean =>
  E.isLeft(answer) &&
  answer.left._tag === 'JournalUnavailable' &&
  answer.left.cause instanceof CallFailed &&
  blamesConnection(answer.left.cause);

/**
 * Sends an append once, and answers in time whatever the client does: it may never answer, and rejects the appends of every
 * client of the process when the call of one fails. Appends take effect in the order in which they were started: they wait
 * for room in that order, and go through one call (tamed-client.ts).
 */
export const createAppend = (deps: Deps): Journal['append'] => {
  const { connection, clock, limits } = deps;
  const room = createRoom(APPENDS_AT_ONCE);

  const sendInTime = async (lease: Lease, toAppend: ToAppend): Promise<Answer> => {
    // It has waited behind others that the server has not answered: it will not be answered either.
    if (lease.lost.aborted) return unknownOutcome;
    const answered = new AbortController();
    const timeIsOver = inTime(clock, limits.answerMillis, answered.signal).then(() => unknownOutcome);
    const answer = await Promise.race([send(deps, lease, toAppend), timeIsOver]);
    answered.abort('answered');
    if (isForWantOfConnection(answer)) connection.giveUp(lease);
    return answer;
  };

  return (stream, expected, events) => async () => {
    assertAppendable(stream, events);
    const most = events.reduce((sum, { data }) => sum + mostBytesOf(data), 0);
    // Written out only where it may be too much: that takes its time.
    const bytes = most > LARGEST_APPEND ? dataBytesOf(events) : 0;
    if (bytes > LARGEST_APPEND) return E.left({ _tag: 'AppendTooLarge', stream, bytes });
    const lease = connection.lease();
    const toAppend = { stream, expected, events };
    return room.within(Math.ceil((1 + most) / BYTES_OF_ONE), async () => sendInTime(lease, toAppend));
  };
};
