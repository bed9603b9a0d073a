import * as t from 'io-ts';
import { Instant, nullable, Priority, type Priority as PriorityName, Whole } from '../../domain/shared/codecs';
import type { RowKey, ViewId } from '../../domain/shared/view';

export const batchesView: ViewId = { name: 'batches', version: 1 };

/** `accepting`: its recipients are being written down; `processing`: they are sealed, and told chunk by chunk. */
const BatchStatus = t.keyof({ accepting: null, processing: null, completed: null, abandoned: null }, 'BatchStatus');

export const BatchRow = t.strict(
  {
    batchId: t.string,
    status: BatchStatus,
    /** The process incarnation that writes its recipients down. */
    by: t.string,
    priority: Priority,
    chunks: Whole,
    count: Whole,
    processedChunks: Whole,
    accepted: Whole,
    rejected: Whole,
    createdAt: Instant,
    endedAt: nullable(Instant),
    /** Of its acceptance, a decimal text: first come, first served. */
    position: t.string,
  },
  'BatchRow',
);
export type BatchRow = t.TypeOf<typeof BatchRow>;

/** A chunk that was not processed yet. */
export const ChunkRow = t.strict({ batchId: t.string, index: Whole }, 'ChunkRow');
export type ChunkRow = t.TypeOf<typeof ChunkRow>;

export const batchKeyOf = (batchId: string): RowKey => ({ table: 'batch', key: batchId });
export const chunkKeyOf = ({ batchId, index }: ChunkRow): RowKey => ({
  table: 'chunk',
  key: `${batchId}.${String(index)}`,
});

/** First come, first served: batches whose recipients are being written down. */
export const acceptingIndex = 'accepting';
/** First come, first served: batches of a priority that are being carried out. */
export const processingIndex = (priority: PriorityName): string => `processing/${priority}`;
/** In their order: the chunks of a batch that wait. */
export const waitingIndex = (batchId: string): string => `waiting/${batchId}`;
