import type { TaskEither } from 'fp-ts/TaskEither';
import type { MessageFault, ParkReason } from '../domain/inbound/events';
import type { Instant } from '../domain/shared/codecs';
import type { Caller } from './caller';
import type { Written } from './commands';
import type { AppFailure } from './failure';
import type { Listed, Paging, ReadAt } from './queries';

/** A parked message; `body` as text, null once it is gone (30 days after it was parked). */
export type DeadLetter = {
  readonly id: string;
  readonly queue: string;
  readonly routingKey: string;
  readonly reason: ParkReason;
  readonly report: ReadonlyArray<MessageFault>;
  readonly attempts: number;
  readonly parkedAt: Instant;
  readonly body: string | null;
};

/** What operators do with the messages that could not be handled. */
export type DeadLetters = {
  /** Those that wait, the longest waiting first. */
  readonly list: (paging: Paging, at: ReadAt) => TaskEither<AppFailure, Listed<DeadLetter>>;
  /**
   * Handles it again, as today's decoder and rules do. One in conflict is handled under an identity of its own. Impossible:
   * it still can't be, and why. WrongState: it was replayed or discarded before, or its body is gone or was not kept whole.
   */
  readonly replay: (caller: Caller, id: string) => TaskEither<AppFailure, Written<undefined>>;
  /** Gives it up: its body is destroyed. WrongState: it was replayed or discarded before. */
  readonly discard: (caller: Caller, id: string) => TaskEither<AppFailure, Written<undefined>>;
};
