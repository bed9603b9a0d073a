import * as E from 'fp-ts/Either';
import type { Clock } from '../../domain/ports/clock';
import type { Logger } from '../../domain/ports/logger';
import type { QueueUnavailable, WorkQueue } from '../../domain/ports/work-queue';
import { type Instant, priorities } from '../../domain/shared/codecs';
import { plusMillis } from '../../domain/shared/instant';
import type { OutstandingQuestions } from '../../projections/outstanding/questions';
import type { QuestionFailure } from '../../projections/question';
import type { Position } from '../../domain/shared/stored-event';
import { inScope } from './in-scope';
import { publishLeftOpen } from './publish-left-open';
import { createWindow, type Window } from './publish-window';

/** How many deliveries of one priority the queue is given at once: no more are held in memory, however many wait. */
const WINDOW = 256;
/** What was published so long ago and has not been started since was lost by the queue, or waits in it: doubles are harmless. */
const LOST_AFTER_MILLIS = 120_000;
const LONGEST_WAIT_MILLIS = 30_000;
const WAIT_AFTER_FAILURE_MILLIS = 500;

export type Dispatching = {
  readonly outstanding: Pick<OutstandingQuestions, 'dueNow' | 'nextDue' | 'started'>;
  readonly queue: WorkQueue;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly isDead: (incarnation: string) => boolean;
  /** How far the view is, and a promise of its next move. */
  readonly position: () => Position;
  readonly changed: (since: Position, signal: AbortSignal) => Promise<void>;
};

type Failure = QuestionFailure | QueueUnavailable;

const publishDue = async (
  { outstanding }: Dispatching,
  windows: ReadonlyArray<Window>,
  now: Instant,
): Promise<E.Either<Failure, void>> => {
  for (const [index, priority] of priorities.entries()) {
    const due = await outstanding.dueNow(priority, now, WINDOW)();
    if (E.isLeft(due)) return due;
    const refilled = await windows[index]?.refill(due.right.value, now, plusMillis(now, -LOST_AFTER_MILLIS))();
    if (refilled !== undefined && E.isLeft(refilled)) return refilled;
  }
  return E.right(undefined);
};

/** `after`: up to when everything was looked at. What has become due since then is due at once. */
const millisToNextDue = async (
  { outstanding, clock }: Dispatching,
  after: Instant,
): Promise<E.Either<Failure, number>> => {
  const due = await outstanding.nextDue(after)();
  if (E.isLeft(due)) return due;
  if (due.right === undefined) return E.right(LONGEST_WAIT_MILLIS);
  const millis = Date.parse(due.right) - Date.parse(clock.now());
  return E.right(Math.min(Math.max(millis, 0), LONGEST_WAIT_MILLIS));
};

/** What was known when a round began. */
type Seen = { readonly position: Position; readonly losses: number };

const lossesOf = ({ losses }: WorkQueue): number => losses?.count() ?? 0;

/** Ends when the view has moved on, when the queue has lost what it held, when the time is over, or when the signal aborts. */
const waitForMore = async (deps: Dispatching, seen: Seen, millis: number, signal: AbortSignal): Promise<void> =>
  inScope(signal, async (scope) => {
    const wakes = [deps.changed(seen.position, scope), deps.clock.wait(millis, scope)];
    const { losses } = deps.queue;
    await Promise.race(losses === undefined ? wakes : [...wakes, losses.changed(seen.losses, scope)]);
  });

/**
 * Keeps one bounded window for each priority over the view of what is outstanding, and publishes what is due in it. Retries,
 * `sendAt` and deferrals wait in the view, so the queue can lose everything at any time.
 */
export const dispatch = async (deps: Dispatching, signal: AbortSignal): Promise<void> => {
  const emptyWindows = (): ReadonlyArray<Window> => priorities.map(() => createWindow(deps.queue));
  let windows = emptyWindows();
  let losses = lossesOf(deps.queue);
  let isFirst = true;
  while (!signal.aborted) {
    const seen: Seen = { position: deps.position(), losses: lossesOf(deps.queue) };
    if (seen.losses !== losses) windows = emptyWindows();
    losses = seen.losses;
    const round: E.Either<Failure, void> = isFirst ? await publishLeftOpen(deps) : E.right(undefined);
    const now = deps.clock.now();
    const outcome = E.isLeft(round) ? round : await publishDue(deps, windows, now);
    const wait = E.isLeft(outcome) ? outcome : await millisToNextDue(deps, now);
    if (E.isLeft(wait)) {
      deps.logger.warn('dispatch waits', { because: wait.left._tag });
      await deps.clock.wait(WAIT_AFTER_FAILURE_MILLIS, signal);
    } else {
      isFirst = false;
      await waitForMore(deps, seen, wait.right, signal);
    }
  }
};
