import { setImmediate } from 'node:timers/promises';
import * as E from 'fp-ts/Either';
import type { Clock } from '../../domain/ports/clock';
import type { Journal, Page } from '../../domain/ports/journal';
import type { Position } from '../../domain/shared/stored-event';
import { callOff } from '../../domain/shared/call-off';
import { inScope } from './in-scope';
import type { Fold, FoldFailure } from './run-projection-fold';
import type { ViewProgress } from './view-progress';

/** So many events are folded in one step, so that a step holds the process up for no more than a few milliseconds. */
const eventsAtOnce = 256;
/** Of a view that is split, where each partition has its own step. */
const eventsAtOnceInParts = 512;
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
  const atOnce = fold.standings().length === 1 ? eventsAtOnce : eventsAtOnceInParts;
  for (let from = 0; from < events.length; from += atOnce) {
    if (from > 0) await setImmediate();
    const slice = events.length <= atOnce ? events : events.slice(from, from + atOnce);
    const taken = await fold.take(slice);
    if (E.isLeft(taken)) return taken;
    const isLast = from + atOnce >= events.length;
    onStep({ events: slice.length, live: live && isLast, passed: isLast ? position : undefined });
  }
  if (events.length === 0) onStep({ events: 0, live, passed: position });
  return E.right(undefined);
};

const lags = (fold: Fold, name?: string): boolean =>
  fold.standings().some((one) => one.seen > one.stored && (name === undefined || one.name === name));

type Sooner = 'flush' | 'hurry';
type Planned = {
  readonly ending: AbortController;
  readonly lagging: boolean;
  timeIsUp: boolean;
  hurry: 'not asked for' | 'waited for' | 'come';
};

/**
 * When a checkpoint that lags has to be written: a second after it began to, or as soon as a reader waits for the view, or for
 * that partition of it. Where none lags, the view is looked at from time to time.
 */
const createFlushing = ({ view, clock, progress, fold }: Following) => {
  let planned: Planned | undefined;
  let wake = (): void => undefined;
  const end = (): void => {
    if (planned !== undefined) callOff(planned.ending);
    planned = undefined;
  };
  /** What was called off comes to its end too, and concerns nobody. */
  const tell = (one: Planned): void => {
    if (planned === one) wake();
  };
  const plan = (lagging: boolean): Planned => {
    const one: Planned = { ending: new AbortController(), lagging, timeIsUp: false, hurry: 'not asked for' };
    void clock.wait(lagging ? idleMillis : lookMillis, one.ending.signal).then(() => {
      one.timeIsUp = true;
      tell(one);
    });
    return one;
  };
  const isBehind = (name: string): boolean => lags(fold, name === view ? undefined : name);
  const askForHurry = (one: Planned): void => {
    one.hurry = 'waited for';
    void progress.awaited(view, one.ending.signal, isBehind).then(() => {
      one.hurry = 'come';
      tell(one);
    });
  };
  /** What has come of what was planned; each is told once, and the one does not hide the other. */
  const takeSooner = (one: Planned): Sooner | undefined => {
    if (one.timeIsUp) {
      end();
      return 'flush';
    }
    if (one.hurry !== 'come') return undefined;
    one.hurry = 'not asked for';
    return 'hurry';
  };
  // A race with what was planned would hold each page, with all its events, until that comes.
  const woken = async (page: Promise<unknown>): Promise<void> =>
    new Promise((resolve) => {
      wake = resolve;
      page.then(
        () => resolve(),
        () => resolve(),
      );
    });
  return {
    /** Waits for nothing any more. */
    end,
    /** What comes first: the time to flush, if there is something to, a reader who waits for it, or the page. */
    orElse: async <A>(page: Promise<A>): Promise<A | Sooner> => {
      const lagging = lags(fold);
      if (planned?.lagging !== lagging) end();
      const one = (planned ??= plan(lagging));
      if (lagging && one.hurry === 'not asked for') askForHurry(one);
      const come = takeSooner(one);
      if (come !== undefined) return come;
      await woken(page);
      return takeSooner(one) ?? page;
    },
    /** The partitions that are waited for; undefined: all. */
    hurried: (): ReadonlyArray<string> | undefined => {
      const waited = progress.waitedFor(view);
      return waited.includes(view) ? undefined : waited;
    },
  };
};

const flushNow = async ({ fold, onStep }: Following, names: ReadonlyArray<string> | undefined): Promise<Step> => {
  if (!lags(fold)) return fold.look();
  const flushed = await fold.flush(names);
  if (E.isRight(flushed)) onStep({ events: 0, live: true, passed: undefined });
  return flushed;
};

type NextPage = Promise<IteratorResult<Page>>;

/** A page; if it is there before the one in hand is written, it is folded meanwhile. */
const prepared = async (fold: Fold, next: NextPage): NextPage => {
  const page = await next;
  if (page.done !== true && page.value.events.length <= eventsAtOnce) fold.prepare(page.value.events);
  return page;
};

const followWith = async (
  flushing: ReturnType<typeof createFlushing>,
  following: Following,
  scope: AbortSignal,
): Promise<Step> => {
  const { fold, journal } = following;
  const pages = journal.subscribe({ after: fold.stored().position, signal: scope })[Symbol.asyncIterator]();
  let next = prepared(fold, pages.next());
  while (true) {
    const first = await flushing.orElse(next);
    if (first === 'flush' || first === 'hurry') {
      const flushed = await flushNow(following, first === 'hurry' ? flushing.hurried() : undefined);
      if (E.isLeft(flushed)) return flushed;
      continue;
    }
    if (first.done === true) return fold.flush();
    next = prepared(fold, pages.next());
    // Nobody waits for it where the one in hand fails.
    next.catch(() => undefined);
    const step = await takePage(following, first.value);
    if (E.isLeft(step)) return step;
  }
};

/** Follows the journal from the fold's checkpoint on, until the signal aborts; ends at the first failure. Throws the journal's JournalError. */
export const followJournal = async (following: Following, signal: AbortSignal): Promise<Step> =>
  inScope(signal, async (scope) => {
    const flushing = createFlushing(following);
    try {
      return await followWith(flushing, following, scope);
    } finally {
      flushing.end();
    }
  });
