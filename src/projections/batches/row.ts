import * as t from 'io-ts';
import { BatchFailure } from '../../domain/batch/events';
import { ChannelStatus } from '../../domain/notification/status';
import {
  Channel,
  Code,
  DeliveryId,
  Instant,
  NotificationId,
  nullable,
  Priority,
  type Priority as PriorityName,
  UserId,
  Whole,
} from '../../domain/shared/codecs';
import type { RowKey, ViewId } from '../../domain/shared/view';

export const batchesView: ViewId = { name: 'batches', version: 2 };

/**
 * `accepting`: its recipients are being written down; `processing`: they are sealed, and told chunk by chunk. One that is
 * cancelled, or has failed, has ended once the chunks that are left were skipped (`endedAt`).
 */
export const BatchStatus = t.keyof(
  { accepting: null, processing: null, paused: null, completed: null, cancelled: null, failed: null, abandoned: null },
  'BatchStatus',
);
export type BatchStatus = t.TypeOf<typeof BatchStatus>;

/** How the deliveries of a channel ended, so far. What is shown in the inbox was delivered by being accepted. */
const Delivered = t.strict({ succeeded: Whole, failed: Whole, suppressed: Whole }, 'Delivered');
export type Delivered = t.TypeOf<typeof Delivered>;

/** So many recipients were accounted for at a time: what an estimate is made from. */
const Mark = t.strict({ at: Instant, processed: Whole }, 'Mark');
export type Mark = t.TypeOf<typeof Mark>;

export const BatchRow = t.strict(
  {
    batchId: t.string,
    status: BatchStatus,
    /** The process incarnation that writes its recipients down. */
    by: t.string,
    templateCode: nullable(Code),
    channels: t.readonlyArray(Channel),
    priority: Priority,
    chunks: Whole,
    count: Whole,
    /** Every chunk below was processed or skipped … */
    done: Whole,
    /** … and these beyond, in order: no more than are in hand at once. */
    ahead: t.readonlyArray(Whole),
    accepted: Whole,
    rejected: Whole,
    untold: Whole,
    delivered: t.strict({ email: Delivered, sms: Delivered, push: Delivered }),
    /** How often it has begun: at its seal, and whenever it was resumed. */
    starts: Whole,
    marks: t.readonlyArray(Mark),
    failure: nullable(BatchFailure),
    createdAt: Instant,
    endedAt: nullable(Instant),
    /** Of its acceptance, a decimal text: first come, first served. */
    position: t.string,
  },
  'BatchRow',
);
export type BatchRow = t.TypeOf<typeof BatchRow>;

/**
 * What became of one recipient, or of one of their deliveries, where it did not go straight: refused when their chunk was
 * processed (`rejected`, of no channel), or as their delivery stands.
 */
export const OutcomeRow = t.strict(
  {
    batchId: t.string,
    userId: UserId,
    notificationId: nullable(NotificationId),
    deliveryId: nullable(DeliveryId),
    channel: nullable(Channel),
    status: t.union([t.literal('rejected'), ChannelStatus]),
    why: nullable(t.string),
    at: Instant,
  },
  'OutcomeRow',
);
export type OutcomeRow = t.TypeOf<typeof OutcomeRow>;

export const batchKeyOf = (batchId: string): RowKey => ({ table: 'batch', key: batchId });
export const deliveryOutcomeKey = (id: DeliveryId): RowKey => ({ table: 'outcome', key: id });
export const refusalKey = (batchId: string, index: number, nth: number): RowKey => ({
  table: 'outcome',
  key: `${batchId}.${String(index)}/${String(nth)}`,
});

/** In the order of their acceptance: every batch, for ever. */
export const allIndex = 'all';
/** First come, first served: batches whose recipients are being written down. */
export const acceptingIndex = 'accepting';
/** First come, first served: batches of a priority of which chunks wait, or which wait to be completed. */
export const processingIndex = (priority: PriorityName): string => `processing/${priority}`;
/** First come, first served: batches that go no further, and are not closed. */
export const closingIndex = 'closing';
/** Recipients of a batch that failed, in the order in which they did. */
export const failuresIndex = (batchId: string): string => `failures/${batchId}`;
