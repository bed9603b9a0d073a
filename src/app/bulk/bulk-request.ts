import type * as E from 'fp-ts/Either';
import type { TaskEither } from 'fp-ts/TaskEither';
import type { Instant, Priority, UserId } from '../../domain/shared/codecs';
import type { Json, JsonObject } from '../../domain/shared/json';
import type { BatchAnswer } from '../batches/batch-request';
import type { Caller } from '../caller';
import type { IdempotencyScope, Written } from '../commands';
import type { AppFailure, FieldError } from '../failure';

/** What many are to be told, in the caller's words; channels are not checked yet. */
export type BulkAsk = {
  readonly templateCode: string;
  readonly data: JsonObject;
  readonly channels: ReadonlyArray<string> | undefined;
  readonly priority: Priority | undefined;
  readonly sendAt: Instant | undefined;
};

export type GivenRecipient = {
  readonly userId: UserId;
  readonly locale: string | undefined;
  /** Variables of their own, which go before those that all share. */
  readonly data: JsonObject | undefined;
};

/** One entry of a caller's list: where it stands there, as it came, and what was read of it. */
export type ListedEntry = {
  readonly at: { readonly path: string; readonly line?: number };
  readonly raw: Json;
  readonly given: E.Either<ReadonlyArray<FieldError>, GivenRecipient>;
};

/** In pages of some hundred at most. It ends with its first failure. */
export type BulkList<F> = AsyncIterable<E.Either<F, ReadonlyArray<ListedEntry>>>;

type Accepts<F> = TaskEither<AppFailure | F, Written<BatchAnswer>>;

/** Who asks for what, and under which key. */
export type BulkCall = {
  readonly caller: Caller;
  readonly ask: BulkAsk;
  readonly scope: IdempotencyScope | undefined;
};

/**
 * Many are told at once. Answers once every recipient is written down; Impossible names what is wrong with which of them,
 * and then nothing is written down. Whoever is named twice is told once.
 */
export type Bulk = {
  /** A list that is in memory already. */
  readonly request: <F>(call: BulkCall, list: BulkList<F>) => Accepts<F>;
  /** A list of any length that is still coming in. Unavailable while others are that came first. */
  readonly upload: <F>(call: BulkCall, list: BulkList<F>) => Accepts<F>;
  /** Everyone in the directory. */
  readonly broadcast: (call: BulkCall) => Accepts<never>;
};
