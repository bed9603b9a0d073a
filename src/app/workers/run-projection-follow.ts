import { setImmediate } from 'node:timers/promises';
import * as E from 'fp-ts/Either';
import type { Clock } from '../../domain/ports/clock';
import type { Journal, Page } from '../../domain/ports/journal';
import type { Position } from '../../domain/shared/stored-event';
import { inScope } from './in-scope';
import type { Fold, FoldFailure } from './run-projection-fold';
import type { ViewProgress } from './view-progress';

/** So many events are folded in one step, so that a step holds the process up for no more than a few milliseconds. */
const eventsAtOnce = 256;
/** How long a checkpoint that only passed events of no concern may stay behind. */
const idleMillis = 1_000;
/** How long it may stay unnoticed that a view is lost to which nothing is written, and which nobody reads. */
const lookMillis = 5_000;

/** Told after each step: how many events it took, and up to where there is nothing else to take. */
export type FollowStep = { readonly events: number; readonly live: boolean; readonly passed: Position | undefined };

export type Following = {
  readonly view: string;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly progress: ViewProgress;
  readonly fold: Fold;
  readonly onStep: (step: FollowStep) => void;
};

type Step = E.Either<FoldFailure, void>;

const takePage = async ({ fold, onStep }: Following, { events, live, position }: Page): Promise<Step> => {
  for (let from = 0; from < events.length; from += eventsAtOnce) {
    if (from > 0) await setImmediate();
    const slice = events.length <= eventsAtOnce ? events : events.slice(from, from + eventsAtOnce);
    const taken = await fold.take(slice);
    if (E.isLeft(taken)) return taken;
    const isLast = from + eventsAtOnce >= events.length;
    onStep({ events: slice.length, live: live && isLast, passed: isLast ? position : undefined });
  }
  if (events.length === 0) onStep({ events: 0, live, passed: position });
  return E.right(undefined);
};

const lags = (fold: Fold): boolean => fold.seen().position > fold.stored().position;

/**
 * When a checkpoint that lags has to be written: a second after it began to, or as soon as a reader waits for the view. Where
 * none lags, the view is looked at from time to time.
 */
const createFlushing = ({ view, clock, progress, fold }: Following, scope: AbortSignal) => {
  let planned:
    { readonly due: Promise<'flush'>; readonly ending: AbortController; readonly lagging: boolean } | undefined;
  const end = (): void => {
    planned?.ending.abort();
    planned = undefined;
  };
  scope.addEventListener('abort', end, { once: true });
  const plan = (lagging: boolean) => {
    const ending = new AbortController();
    const timeIsUp = clock.wait(lagging ? idleMillis : lookMillis, ending.signal);
    const waits = lagging ? [timeIsUp, progress.awaited(view, ending.signal)] : [timeIsUp];
    return { ending, lagging, due: Promise.race(waits).then((): 'flush' => 'flush') };
  };
  return {
    /** What comes first: the time to flush, if there is something to, or the page. */
    orElse: async <A>(page: Promise<A>): Promise<A | 'flush'> => {
      const lagging = lags(fold);
      if (planned?.lagging !== lagging) end();
      planned ??= plan(lagging);
      const first = await Promise.race([planned.due, page]);
      if (first === 'flush') end();
      return first;
    },
  };
};

const flushNow = async ({ fold, onStep }: Following): Promise<Step> => {
  if (!lags(fold)) return fold.look();
  const flushed = await fold.flush();
  if (E.isRight(flushed)) onStep({ events: 0, live: true, passed: undefined });
  return flushed;
};

type NextPage = Promise<IteratorResult<Page>>;

const prepared = async (fold: Fold, next: NextPage): NextPage => {
  const page = await next;
  if (page.done !== true && page.value.events.length <= eventsAtOnce) fold.prepare(page.value.events);
  return page;
};

/** The next page; if it is there before the one in hand is written, it is folded meanwhile. */
const upcoming = async (fold: Fold, pages: AsyncIterator<Page>): NextPage => {
  const next = prepared(fold, pages.next());
  // Nobody waits for it any more once the one in hand has failed.
  next.catch(() => undefined);
  return next;
};

const follow = async (following: Following, scope: AbortSignal): Promise<Step> => {
  const { fold, journal } = following;
  const flushing = createFlushing(following, scope);
  const pages = journal.subscribe({ after: fold.stored().position, signal: scope })[Symbol.asyncIterator]();
  let next = upcoming(fold, pages);
  while (true) {
    const first = await flushing.orElse(next);
    if (first !== 'flush' && first.done === true) return fold.flush();
    if (first !== 'flush') next = upcoming(fold, pages);
    const step = first === 'flush' ? await flushNow(following) : await takePage(following, first.value);
    if (E.isLeft(step)) return step;
  }
};

/** Follows the journal from the fold's checkpoint on, until the signal aborts; ends at the first failure. Throws the journal's JournalError. */
export const followJournal = async (following: Following, signal: AbortSignal): Promise<Step> =>
  inScope(signal, async (scope) => follow(following, scope));
