import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { RangeOptions, Views } from '../../domain/ports/views';
import { type Instant, priorities, type Priority } from '../../domain/shared/codecs';
import { askRange, type Placed, type Question, type QuestionFailure } from '../question';
import { throughTime } from '../sort';
import { dueIndex, expiringIndex, OutstandingRow, outstandingView, retryingIndex, startedIndex } from './row';

export type PlacedDelivery = Placed<OutstandingRow>;
type Place = PlacedDelivery['place'];

export type OutstandingQuestions = {
  /** What is due at `now`, the longest due first: waiting, or started and past its owner's time. */
  readonly dueNow: (priority: Priority, now: Instant, limit: number) => Question<ReadonlyArray<OutstandingRow>>;
  /** The earliest due time after `now`, of any priority. */
  readonly nextDue: (now: Instant) => TE.TaskEither<QuestionFailure, Instant | undefined>;
  /** Open attempts, a page at a time. */
  readonly started: (after: Place | undefined, limit: number) => Question<ReadonlyArray<PlacedDelivery>>;
  /** What waits for another try after a failure, the next due first. */
  readonly retrying: (after: Place | undefined, limit: number) => Question<ReadonlyArray<PlacedDelivery>>;
  readonly retryingCount: () => Question<number>;
  /** What is outstanding although it has expired at `now`, the longest expired first. */
  readonly expired: (now: Instant, limit: number) => Question<ReadonlyArray<OutstandingRow>>;
  /** The earliest expiry after `now`. */
  readonly nextExpiry: (now: Instant) => TE.TaskEither<QuestionFailure, Instant | undefined>;
  /** How many are due at `now`. */
  readonly dueCount: (priority: Priority, now: Instant) => Question<number>;
  /** How many are outstanding, due or not. */
  readonly count: (priority: Priority) => Question<number>;
};

const earlier = (one: Instant | undefined, other: Instant | undefined): Instant | undefined =>
  one === undefined || (other !== undefined && other < one) ? other : one;

/** What is asked of the view `outstanding`. */
export const outstandingQuestions = (views: Views): OutstandingQuestions => {
  const ask = askRange(views, outstandingView, OutstandingRow);
  const rows = (index: string, options: RangeOptions): Question<ReadonlyArray<OutstandingRow>> =>
    pipe(
      ask(index, options),
      TE.map(({ position, value }) => ({ position, value: value.map(({ row }) => row) })),
    );
  const first = (index: string, now: Instant): TE.TaskEither<QuestionFailure, OutstandingRow | undefined> =>
    pipe(
      rows(index, { from: throughTime(now), limit: 1 }),
      TE.map(({ value }) => value[0]),
    );
  const page = (after: Place | undefined, limit: number): RangeOptions =>
    after === undefined ? { limit } : { after, limit };
  return {
    dueNow: (priority, now, limit) => rows(dueIndex(priority), { to: throughTime(now), limit }),
    nextDue: (now) =>
      pipe(
        priorities,
        TE.traverseArray((priority) => first(dueIndex(priority), now)),
        TE.map((found) => found.map((row) => row?.due).reduce(earlier, undefined)),
      ),
    started: (after, limit) => ask(startedIndex, page(after, limit)),
    retrying: (after, limit) => ask(retryingIndex, page(after, limit)),
    retryingCount: () => views.count(outstandingView, retryingIndex),
    expired: (now, limit) => rows(expiringIndex, { to: throughTime(now), limit }),
    nextExpiry: (now) =>
      pipe(
        first(expiringIndex, now),
        TE.map((row) => row?.expiresAt ?? undefined),
      ),
    dueCount: (priority, now) => views.count(outstandingView, dueIndex(priority), { to: throughTime(now) }),
    count: (priority) => views.count(outstandingView, dueIndex(priority)),
  };
};
