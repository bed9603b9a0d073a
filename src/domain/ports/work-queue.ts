import type { TaskEither } from 'fp-ts/TaskEither';
import * as t from 'io-ts';
import { Channel, DeliveryId, NotificationId, Priority, Whole } from '../shared/codecs';

/** A reference to a delivery that wants its next step; what that is stands in the journal. */
export const Work = t.strict(
  { deliveryId: DeliveryId, notificationId: NotificationId, channel: Channel, priority: Priority },
  'Work',
);
export type Work = t.TypeOf<typeof Work>;

export type QueueUnavailable = { readonly _tag: 'QueueUnavailable'; readonly cause: unknown };

/** `done`: acknowledged. `again`: back to the queue, to be handed out later; no try is counted. */
export type WorkOutcome = 'done' | 'again';

export type HandingOut = {
  /** At most so many handlers run at once. */
  readonly concurrency: number;
  readonly signal: AbortSignal;
};
export type ConsumeOptions = HandingOut & { readonly channel: Channel };

/** Told by a queue that lives elsewhere. */
export type QueueLosses = {
  /** How often it was found to have lost what it held: what was published before has to be published again. */
  readonly count: () => number;
  /** Resolves when the count is another than `since`, or when the signal aborts. */
  readonly changed: (since: number, signal: AbortSignal) => Promise<void>;
};

/**
 * At-least-once work in order of priority (P0 first, first come first within one priority). It may lose everything at
 * any time: dispatch publishes again. The laws are test/contracts/work-queue.contract.ts.
 */
export type WorkQueue = {
  /** Resolves when the queue has taken them all. */
  readonly publish: (work: ReadonlyArray<Work>) => TaskEither<QueueUnavailable, void>;
  /** Hands out work until the signal aborts; resolves when the handlers in hand have finished. */
  readonly consume: (options: ConsumeOptions, handle: (work: Work) => Promise<WorkOutcome>) => Promise<void>;
  /** How many wait on a channel, those in hand not counted. */
  readonly waiting: (channel: Channel) => TaskEither<QueueUnavailable, number>;
  /** Absent where a queue loses nothing as long as its process lives. */
  readonly losses?: QueueLosses;
};

/** A reference to a chunk of a batch that wants to be told; who is in it stands in the journal. */
export const ChunkWork = t.strict({ batchId: t.string, index: Whole, priority: Priority }, 'ChunkWork');
export type ChunkWork = t.TypeOf<typeof ChunkWork>;

/** The same, of chunks: one line for all of them, under the same laws. */
export type ChunkQueue = {
  readonly publish: (work: ReadonlyArray<ChunkWork>) => TaskEither<QueueUnavailable, void>;
  readonly consume: (options: HandingOut, handle: (work: ChunkWork) => Promise<WorkOutcome>) => Promise<void>;
  readonly waiting: () => TaskEither<QueueUnavailable, number>;
  readonly losses?: QueueLosses;
};
