import type { Either } from 'fp-ts/Either';
import type { TaskEither } from 'fp-ts/TaskEither';
import type * as t from 'io-ts';
import type { Clock } from '../../domain/ports/clock';
import type { JsonObject } from '../../domain/shared/json';
import type { Outbox } from '../../domain/ports/outbox';
import type { Bulk } from '../bulk/bulk-request';
import type { TellBatch } from '../audit/tell-batch';
import type { RetryBatch } from '../batches/retry-batch';
import type { Caller } from '../caller';
import type { Commands, IdempotencyScope } from '../commands';
import type { DeadLetters } from '../dead-letters';
import type { Health } from '../health';
import type { Metrics } from '../metrics';
import type { Projections } from '../projections';
import type { Queries, ReadAt, ReadHistory } from '../queries';
import type { GuardedRouteId, Reach } from './access';
import type { Answer } from './answer';
import type { HttpFailure } from './http-failure';
import type { HeaderReader } from './request-headers';

/** The use cases that the routes know, and nothing behind them. */
export type RouteDeps = {
  readonly commands: Commands;
  readonly queries: Queries;
  readonly readHistory: ReadHistory;
  readonly tellBatch: TellBatch;
  readonly retryBatch: RetryBatch;
  readonly outbox: Outbox;
  /** How many sockets are open to this server. */
  readonly connections: () => number;
  readonly bulk: Bulk;
  readonly deadLetters: DeadLetters;
  readonly projections: Projections;
  readonly health: Health;
  readonly metrics: Metrics;
  readonly clock: Pick<Clock, 'wait'>;
};

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** What one status carries; a problem where there is no codec and the status is an error. */
export type AnswerShape = { readonly description: string; readonly body?: t.Mixed; readonly contentType?: string };

/** `first`: what its first line holds; `others`: every other one. */
export type UploadShape = {
  readonly description: string;
  readonly first: t.Mixed;
  readonly others: t.Mixed;
  readonly example: string;
};

/**
 * A route as data: the handler and the API's document are both made of it. `effect`: a read takes `Ledger-Position`, a
 * write answers it, and a creation takes an `Idempotency-Key` besides.
 */
export type Declared = {
  readonly method: Method;
  /** As express writes it: `/notifications/:id`. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly effect: 'none' | 'read' | 'write' | 'create';
  readonly params: t.Mixed;
  readonly query: t.Mixed;
  readonly body?: t.Mixed;
  /** A body of any length that may come instead, line by line, and is read as it comes. */
  readonly upload?: UploadShape;
  /** A body that works as it stands, for whoever tries the call. */
  readonly example?: JsonObject;
  readonly answers: Readonly<Record<number, AnswerShape>>;
};

/** A request as it came, its body parsed but not decoded. */
export type Arrived = {
  readonly caller: Caller;
  readonly reach: Reach;
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  /** Where the body is one that the route reads as it comes; then there is no other. */
  readonly upload: Upload | undefined;
  readonly header: HeaderReader;
  /** Of the request, without query and trailing slash: with the method it scopes an idempotency key. */
  readonly path: string;
};

export type Input<P, Q, B> = {
  readonly caller: Caller;
  /** `own`: the thing asked for must be the caller's. */
  readonly reach: Reach;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly upload: Upload | undefined;
  readonly at: ReadAt;
  readonly scope: IdempotencyScope | undefined;
};

/** The bytes of a body as they come. It ends with its first failure. */
export type Upload = AsyncIterable<Either<HttpFailure, Uint8Array>>;

export type Answers = TaskEither<HttpFailure, Answer>;

export type GuardedRoute = Declared & {
  readonly access: 'guarded';
  readonly id: GuardedRouteId;
  readonly handle: (deps: RouteDeps) => (arrived: Arrived) => Answers;
};
/** A route that anyone on the host's network may call. */
export type OpenRoute = Declared & {
  readonly access: 'open';
  readonly id: string;
  readonly handle: (deps: RouteDeps) => () => Answers;
};
export type Route = GuardedRoute | OpenRoute;
