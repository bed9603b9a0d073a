import * as E from 'fp-ts/Either';
import type { Clock } from '../../../domain/ports/clock';
import type { AppendFailure, Appended, Journal } from '../../../domain/ports/journal';
import { encodeAppend } from './encode-append';
import { numberOf } from './expectations';
import type { Outcome } from './outcomes';
import type { Writer } from './writer';

/** EventStoreDB's default: the sum over the events' data, and exactly the limit passes. */
const LARGEST_APPEND = 1_048_576;

const answer = (stream: string, { kind, revision, position }: Outcome): E.Either<AppendFailure, Appended> => {
  switch (kind) {
    case 'appended':
    case 'repeated':
      return E.right({ revision: BigInt(revision), position: BigInt(Math.max(position, 0)) });
    case 'conflict':
      return E.left({ _tag: 'Conflict', stream, actual: revision < 0 ? 'no-stream' : BigInt(revision) });
    case 'stream-deleted':
      return E.left({ _tag: 'StreamDeleted', stream });
  }
};

/** The revision of an append without events is the stream's last one, -1 where the stream has none. */
export const createAppend =
  (writer: Writer, clock: Clock): Journal['append'] =>
  (stream, expected, events) =>
  async () => {
    const encoded = encodeAppend(stream, events, Date.parse(clock.now()));
    const { dataBytes: bytes } = encoded;
    if (bytes > LARGEST_APPEND) return E.left({ _tag: 'AppendTooLarge', stream, bytes });
    const outcome = await writer.write({ kind: 'append', stream, expected: numberOf(expected), encoded });
    return E.isLeft(outcome)
      ? E.left({ _tag: 'JournalUnavailable', cause: outcome.left })
      : answer(stream, outcome.right);
  };
