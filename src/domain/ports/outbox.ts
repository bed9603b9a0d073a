import type { TaskEither } from 'fp-ts/TaskEither';
import type { Instant } from '../shared/codecs';
import type { JsonObject } from '../shared/json';

export type OutboxUnavailable = { readonly _tag: 'OutboxUnavailable'; readonly cause: unknown };
export type OutboxChannel = 'email' | 'sms' | 'push';

/** What the embedded providers took, one for each delivery key. `message` is null once its recipient was erased. */
export type OutboxEntry = {
  readonly id: string;
  readonly key: string;
  readonly channel: OutboxChannel;
  readonly userId: string;
  readonly takenAt: Instant;
  readonly message: JsonObject | null;
};

export type OutboxQuery = {
  readonly channel?: OutboxChannel;
  /** Exclusive: the `id` of the last entry seen. */
  readonly after?: string;
  readonly limit: number;
};

/** The reading side of the embedded outbox; its writing side are the providers of the three channels. */
export type Outbox = {
  /** In the order in which they were taken. */
  readonly list: (query: OutboxQuery) => TaskEither<OutboxUnavailable, ReadonlyArray<OutboxEntry>>;
};
