import { randomUUID } from 'node:crypto';
import * as E from 'fp-ts/Either';
import type { TaskEither } from 'fp-ts/TaskEither';
import type { Clock } from '../../../../domain/ports/clock';
import type { ExpectedRevision } from '../../../../domain/ports/journal';
import type {
  EngineAppended,
  EngineEvent,
  EngineWriteFailure,
  JournalEngine,
} from '../../../../domain/ports/journal-engine';
import type { Position, Revision } from '../../../../domain/shared/stored-event';
import { type RecordParts, encodeRecords } from '../encode-record';
import { numberOf } from '../expectations';
import type { RequestKind } from '../group';
import { METADATA_TYPE, metastreamOf } from '../metastream';
import type { Outcome } from '../outcomes';
import { CONTENT_JSON, CONTENT_TOMBSTONE } from '../record';
import { SOFT_DELETED } from '../stream-metadata';
import type { Writer } from '../writer';

export type EngineWrites = Pick<JournalEngine, 'append' | 'softDelete' | 'tombstone'>;

const TOMBSTONE_TYPE = '$streamDeleted';

const partsOf = ({ id, type, json, data, metadata }: EngineEvent): RecordParts => ({
  id,
  type,
  content: json ? CONTENT_JSON : 0,
  data,
  metadata,
});

const revisionOf = (revision: number): Revision | 'no-stream' => (revision < 0 ? 'no-stream' : BigInt(revision));

const failureOf = (stream: string, { kind, revision }: Outcome): EngineWriteFailure | undefined => {
  if (kind === 'conflict') return { _tag: 'Conflict', stream, actual: revisionOf(revision) };
  return kind === 'stream-deleted' ? { _tag: 'StreamDeleted', stream } : undefined;
};

/** What is to be written, and where its records go, which with a deletion is not where it is decided. */
type Write = {
  readonly kind: RequestKind;
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly into: string;
  readonly events: ReadonlyArray<RecordParts>;
};

export const createEngineWrites = (writer: Writer, clock: Clock): EngineWrites => {
  const write =
    ({ kind, stream, expected, into, events }: Write): TaskEither<EngineWriteFailure, Outcome> =>
    async () => {
      const encoded = encodeRecords(into, events, Date.parse(clock.now()));
      const outcome = await writer.write({ kind, stream, expected: numberOf(expected), encoded });
      if (E.isLeft(outcome)) return E.left({ _tag: 'JournalUnavailable', cause: outcome.left });
      const failure = failureOf(stream, outcome.right);
      return failure === undefined ? E.right(outcome.right) : E.left(failure);
    };
  const remove =
    (removal: Write): TaskEither<EngineWriteFailure, Position> =>
    async () =>
      E.map(({ position }: Outcome) => BigInt(position))(await write(removal)());
  return {
    append: (stream, expected, events) => async () => {
      const appended = await write({ kind: 'append', stream, expected, into: stream, events: events.map(partsOf) })();
      return E.map(({ revision, position }: Outcome): EngineAppended => ({
        revision: revisionOf(revision),
        position: position < 0 ? undefined : BigInt(position),
      }))(appended);
    },
    softDelete: (stream, expected) => {
      const event = { id: randomUUID(), type: METADATA_TYPE, content: CONTENT_JSON, data: SOFT_DELETED, metadata: '' };
      return remove({ kind: 'delete', stream, expected, into: metastreamOf(stream), events: [event] });
    },
    tombstone: (stream, expected) => {
      const event = { id: randomUUID(), type: TOMBSTONE_TYPE, content: CONTENT_TOMBSTONE, data: '', metadata: '' };
      return remove({ kind: 'tombstone', stream, expected, into: stream, events: [event] });
    },
  };
};
