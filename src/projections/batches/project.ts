import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import { type BatchAccepted, type BatchEvent, batchEvents } from '../../domain/batch/events';
import type { DomainEvent } from '../../domain/events';
import type { Instant } from '../../domain/shared/codecs';
import type { Recorded } from '../../domain/shared/recorded';
import type { Change, IndexEntry } from '../../domain/shared/view';
import { existingRow } from '../decode-row';
import { typesOf } from '../event-types';
import type { Projection } from '../projection';
import { putRow } from '../put-row';
import { sortablePosition } from '../sort';
import {
  acceptingIndex,
  batchesView,
  batchKeyOf,
  BatchRow,
  chunkKeyOf,
  type ChunkRow,
  processingIndex,
  waitingIndex,
} from './row';

type Later = Exclude<BatchEvent, BatchAccepted>;

const listsOf = ({ status, priority, position }: BatchRow): ReadonlyArray<IndexEntry> => {
  const sort = sortablePosition(BigInt(position));
  if (status === 'accepting') return [{ index: acceptingIndex, sort }];
  return status === 'processing' ? [{ index: processingIndex(priority), sort }] : [];
};

const put = (row: BatchRow): Change => putRow(batchKeyOf(row.batchId), row, listsOf(row));

const firstRow = ({ event, at, position }: Recorded<BatchAccepted>): BatchRow => {
  const { batchId, by, priority } = event.data;
  const nothingYet = { chunks: 0, count: 0, processedChunks: 0, accepted: 0, rejected: 0 };
  const times = { createdAt: at, endedAt: null, position: position.toString() };
  return { batchId, status: 'accepting', by, priority, ...nothingYet, ...times };
};

const waiting = ({ batchId, index }: ChunkRow): Change => {
  const sort = sortablePosition(BigInt(index));
  return putRow(chunkKeyOf({ batchId, index }), { batchId, index }, [{ index: waitingIndex(batchId), sort }]);
};

const noLongerWaiting = (chunk: ChunkRow): Change => ({ kind: 'remove', ...chunkKeyOf(chunk) });

/** Of what is abandoned no chunk will ever be processed. */
const allChunks = ({ batchId, chunks }: BatchRow): ReadonlyArray<Change> =>
  Array.from({ length: chunks }, (_, index) => noLongerWaiting({ batchId, index }));

const after = (row: BatchRow, { type, data }: Later, at: Instant): ReadonlyArray<Change> => {
  switch (type) {
    case 'BatchChunkQueued':
      return [put({ ...row, chunks: row.chunks + 1, count: row.count + data.recipients.length }), waiting(data)];
    case 'BatchRecipientsSealed':
      return [put({ ...row, status: 'processing' })];
    case 'BatchAbandoned':
      return [put({ ...row, status: 'abandoned', endedAt: at }), ...allChunks(row)];
    case 'BatchChunkProcessed': {
      const { processedChunks, accepted, rejected } = row;
      const sums = { accepted: accepted + data.accepted, rejected: rejected + data.rejected.length };
      return [put({ ...row, processedChunks: processedChunks + 1, ...sums }), noLongerWaiting(data)];
    }
    case 'BatchCompleted':
      return [put({ ...row, status: 'completed', endedAt: at })];
  }
};

const isOfBatch = (recorded: Recorded<DomainEvent>): recorded is Recorded<BatchEvent> =>
  Object.hasOwn(batchEvents, recorded.event.type);

/** Each batch, how far it has come, and which of its chunks wait. */
export const batches: Projection = {
  ...batchesView,
  handles: typesOf(batchEvents),
  needs: (recorded) =>
    isOfBatch(recorded) && recorded.event.type !== 'BatchAccepted' ? [batchKeyOf(recorded.event.data.batchId)] : [],
  apply: (recorded, rows) => {
    if (!isOfBatch(recorded)) return E.right([]);
    const { event, at } = recorded;
    if (event.type === 'BatchAccepted') return E.right([put(firstRow({ ...recorded, event }))]);
    return pipe(
      existingRow(BatchRow, rows, batchKeyOf(event.data.batchId)),
      E.map((row) => after(row, event, at)),
    );
  },
};
