import type * as E from 'fp-ts/Either';
import type { TaskEither } from 'fp-ts/TaskEither';
import type { BatchAccepted } from '../../domain/batch/events';
import type { Bypass } from '../../domain/notification/events';
import type { Channel, Instant, Locale, Priority, UserId } from '../../domain/shared/codecs';
import type { JsonObject } from '../../domain/shared/json';
import type { Actor } from '../../domain/shared/recorded';
import type { Written } from '../commands';
import type { AppFailure } from '../failure';
import type { BatchTemplate } from './batch-template';

/** Who asks for a batch, and by what it is known again. */
export type BatchAsked = {
  /** What asks for it: the same origin asks for it once. */
  readonly origin: BatchAccepted['data']['origin'];
  /** HMAC of what it asks for; the same origin with another one is KeyReused. */
  readonly fingerprint: string;
  readonly actor: Actor;
};

/** What its recipients are told. */
export type BatchTerms = {
  /** One for each language, with the variables that all share. None of them may be secret. */
  readonly templates: ReadonlyArray<BatchTemplate>;
  readonly channels: ReadonlyArray<Channel>;
  readonly priority: Priority;
  readonly sendAt: Instant | undefined;
  readonly expiresAt: Instant | null;
  readonly bypasses: ReadonlyArray<Bypass>;
  /** The batch whose failed recipients it tells again. */
  readonly retryOf: string | undefined;
  /** How many of those that were named had been named before. */
  readonly duplicates: number | undefined;
};

/** One to be told: in this language, else in that of the directory; with variables of their own before the shared ones. */
export type ListedRecipient = {
  readonly userId: UserId;
  readonly locale: Locale | undefined;
  readonly data: JsonObject | undefined;
  /** About what their request takes in the journal. */
  readonly bytes: number;
};

/** Nobody is in it twice. It ends with its first failure. */
export type Recipients = AsyncIterable<E.Either<AppFailure, ReadonlyArray<ListedRecipient>>>;

export type BatchToWrite = { readonly terms: BatchTerms; readonly recipients: Recipients };

export type BatchAnswer = {
  readonly batchId: string;
  readonly totalUsers: number;
  readonly createdAt: Instant;
  readonly duplicates: number;
};

/**
 * Answers once every recipient is written down, and durable: from then on the batch is carried out, whatever happens. A
 * repeat answers the same; `prepare` runs only where there is nothing to repeat. What a dead process, or a failure, left
 * half written is abandoned, visibly, and begun anew under another id.
 */
export type AcceptBatch = (
  asked: BatchAsked,
  prepare: TaskEither<AppFailure, BatchToWrite>,
) => TaskEither<AppFailure, Written<BatchAnswer>>;

/** The answer to the same request before; undefined where there was none that was accepted. KeyReused as for AcceptBatch. */
export type EarlierBatch = (asked: BatchAsked) => TaskEither<AppFailure, Written<BatchAnswer> | undefined>;
