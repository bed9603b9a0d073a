import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import { type BatchAccepted, type BatchChunkProcessed, type BatchEvent, batchEvents } from '../../domain/batch/events';
import { batchOf } from '../../domain/batch/names';
import type { DeliveryEvent } from '../../domain/delivery/events';
import type { DomainEvent } from '../../domain/events';
import type { Recorded } from '../../domain/shared/recorded';
import type { Change, IndexEntry } from '../../domain/shared/view';
import { existingRow, possibleRow } from '../decode-row';
import { deliveryEventTypes, isDeliveryEvent, typesOf } from '../event-types';
import type { Folded, Projection, Rows } from '../projection';
import { putRow } from '../put-row';
import { sortablePosition } from '../sort';
import { afterDelivery } from './count-deliveries';
import { markedAt, processedOf } from './mark-progress';
import { afterChunk } from './move-on';
import {
  acceptingIndex,
  allIndex,
  batchesView,
  batchKeyOf,
  BatchRow,
  closingIndex,
  deliveryOutcomeKey,
  failuresIndex,
  OutcomeRow,
  processingIndex,
  refusalKey,
} from './row';

type Later = Exclude<BatchEvent, BatchAccepted>;

/** In which of the lists of what is to be done it stands. */
const workOf = ({ status, priority, done, chunks, endedAt }: BatchRow): string | undefined => {
  switch (status) {
    case 'accepting':
      return acceptingIndex;
    case 'processing':
      return processingIndex(priority);
    case 'paused':
      // Its last chunks were in hand: it only has to be completed.
      return done === chunks ? processingIndex(priority) : undefined;
    case 'cancelled':
    case 'failed':
      return endedAt === null ? closingIndex : undefined;
    case 'completed':
    case 'abandoned':
      return undefined;
  }
};

const listsOf = (row: BatchRow): ReadonlyArray<IndexEntry> => {
  const sort = sortablePosition(BigInt(row.position));
  const work = workOf(row);
  return [{ index: allIndex, sort }, ...(work === undefined ? [] : [{ index: work, sort }])];
};

const put = (row: BatchRow): Change => putRow(batchKeyOf(row.batchId), row, listsOf(row));

const none = { succeeded: 0, failed: 0, suppressed: 0 };

const firstRow = ({ event, at, position }: Recorded<BatchAccepted>): BatchRow => {
  const { batchId, by, templates, channels, priority } = event.data;
  return {
    ...{ batchId, status: 'accepting', by, templateCode: templates[0]?.code ?? null, channels, priority },
    ...{ chunks: 0, count: 0, done: 0, ahead: [], accepted: 0, rejected: 0, untold: 0 },
    ...{ delivered: { email: none, sms: none, push: none }, starts: 0, marks: [], failure: null },
    ...{ createdAt: at, endedAt: null, position: position.toString() },
  };
};

/** The time that it stood still says nothing of how fast it goes. */
const startedAt = (row: BatchRow, at: BatchRow['createdAt']): BatchRow => ({
  ...row,
  status: 'processing',
  starts: row.starts + 1,
  marks: markedAt([], processedOf(row), at),
});

const after = (row: BatchRow, event: Later, at: BatchRow['createdAt']): BatchRow => {
  switch (event.type) {
    case 'BatchChunkQueued':
      return { ...row, chunks: row.chunks + 1, count: row.count + event.data.recipients.length };
    case 'BatchRecipientsSealed':
    case 'BatchResumed':
      return startedAt(row, at);
    case 'BatchAbandoned':
      return { ...row, status: 'abandoned', endedAt: at };
    case 'BatchPaused':
      return { ...row, status: 'paused' };
    case 'BatchCancelled':
      return { ...row, status: 'cancelled' };
    case 'BatchFailed':
      return { ...row, status: 'failed', failure: event.data.reason };
    case 'BatchChunkProcessed':
    case 'BatchChunkSkipped':
      return afterChunk(row, event, at);
    case 'BatchCompleted':
      return { ...row, status: 'completed', endedAt: at };
    case 'BatchClosed':
      return { ...row, endedAt: at };
  }
};

const failed = (row: OutcomeRow, { position }: Recorded<DomainEvent>, nth = 0): ReadonlyArray<IndexEntry> =>
  row.status === 'failed' || row.status === 'rejected'
    ? [{ index: failuresIndex(row.batchId), sort: `${sortablePosition(position)}#${String(nth).padStart(3, '0')}` }]
    : [];

const refusals = ({ data }: BatchChunkProcessed, recorded: Recorded<DomainEvent>): ReadonlyArray<Change> =>
  data.rejected.map(({ userId, reason }, nth) => {
    const { batchId, index } = data;
    const nothing = { notificationId: null, deliveryId: null, channel: null };
    const row: OutcomeRow = { batchId, userId, ...nothing, status: 'rejected', why: reason, at: recorded.at };
    return putRow(refusalKey(batchId, index, nth), row, failed(row, recorded, nth));
  });

const ofBatch = (recorded: Recorded<BatchEvent>, rows: Rows): Folded => {
  const { event, at } = recorded;
  if (event.type === 'BatchAccepted') return E.right([put(firstRow({ ...recorded, event }))]);
  return pipe(
    existingRow(BatchRow, rows, batchKeyOf(event.data.batchId)),
    E.map((row) => [
      put(after(row, event, at)),
      ...(event.type === 'BatchChunkProcessed' ? refusals(event, recorded) : []),
    ]),
  );
};

const ofDelivery = (recorded: Recorded<DeliveryEvent>, rows: Rows): Folded => {
  const { event, at } = recorded;
  const { notificationId, deliveryId } = event.data;
  const batchId = batchOf(notificationId);
  if (batchId === undefined) return E.right([]);
  const key = deliveryOutcomeKey(deliveryId);
  return pipe(
    possibleRow(OutcomeRow, rows, key),
    E.map((known) => afterDelivery(batchId, known, event, at)),
    E.chain((outcome) => {
      if (outcome === undefined) return E.right([]);
      const remembered =
        outcome.outcome === undefined ? [] : [putRow(key, outcome.outcome, failed(outcome.outcome, recorded))];
      return pipe(
        existingRow(BatchRow, rows, batchKeyOf(batchId)),
        E.map((row) => [put({ ...row, delivered: outcome.counts(row.delivered) }), ...remembered]),
      );
    }),
  );
};

const isOfBatch = (recorded: Recorded<DomainEvent>): recorded is Recorded<BatchEvent> =>
  Object.hasOwn(batchEvents, recorded.event.type);
const isOfDelivery = (recorded: Recorded<DomainEvent>): recorded is Recorded<DeliveryEvent> =>
  isDeliveryEvent(recorded.event);

/** Each batch, how far it has come, and who of its recipients was not reached. */
export const batches: Projection = {
  ...batchesView,
  handles: [...typesOf(batchEvents), ...deliveryEventTypes],
  needs: (recorded) => {
    if (isOfDelivery(recorded)) {
      const batchId = batchOf(recorded.event.data.notificationId);
      return batchId === undefined ? [] : [batchKeyOf(batchId), deliveryOutcomeKey(recorded.event.data.deliveryId)];
    }
    return isOfBatch(recorded) && recorded.event.type !== 'BatchAccepted'
      ? [batchKeyOf(recorded.event.data.batchId)]
      : [];
  },
  apply: (recorded, rows) => {
    if (isOfBatch(recorded)) return ofBatch(recorded, rows);
    return isOfDelivery(recorded) ? ofDelivery(recorded, rows) : E.right([]);
  },
};
