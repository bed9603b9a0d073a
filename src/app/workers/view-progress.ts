import type { Clock } from '../../domain/ports/clock';
import { partitionName, partitionOf, wholeOf } from '../../domain/shared/partitions';
import { callOff } from '../../domain/shared/call-off';
import type { Position } from '../../domain/shared/stored-event';
import { createConditions } from './conditions';

/**
 * What each view of this process has reached, told by the runners of the projections, for whoever waits for it. A view that is
 * split has reached what the last of its partitions has; each of these is known by its own name too.
 */
export type ViewProgress = {
  /** The runner's word: what is stored has this position now; a lower one than before when a view begins anew. */
  readonly moved: (view: string, position: Position) => void;
  /** 0n for a view that nothing is known of yet. */
  readonly position: (view: string) => Position;
  /**
   * Whether the view has reached the position within so many milliseconds; `of`: what it holds of this user, who is asked
   * about alone.
   */
  readonly reached: (view: string, position: Position, millis: number, of?: string) => Promise<boolean>;
  /** Resolves once the view is no longer at `since`, or the signal aborts. */
  readonly changed: (view: string, since: Position, signal: AbortSignal) => Promise<void>;
  /** Resolves once somebody waits for the view or one of its partitions, one of which this holds; or the signal aborts. */
  readonly awaited: (view: string, signal: AbortSignal, holds?: (name: string) => boolean) => Promise<void>;
  /** The names, the view's own and those of its partitions, that somebody waits for. */
  readonly waitedFor: (view: string) => ReadonlyArray<string>;
};

const always = (): boolean => true;

/** `partitions`: into how many a view is split that can be. */
export const createViewProgress = (clock: Clock, partitions = 1): ViewProgress => {
  const positions = new Map<string, Position>();
  const readers = new Map<string, Map<string, number>>();
  const { recheck, until } = createConditions();
  const position = (view: string): Position => positions.get(view) ?? 0n;
  const readersOf = (whole: string): Map<string, number> => {
    const known = readers.get(whole) ?? new Map<string, number>();
    readers.set(whole, known);
    return known;
  };
  const countReaders = (name: string, change: 1 | -1): void => {
    const whole = wholeOf(name);
    const known = readersOf(whole);
    const count = (known.get(name) ?? 0) + change;
    if (count === 0) known.delete(name);
    else known.set(name, count);
    recheck(whole);
  };
  const nameOf = (view: string, of: string | undefined): string =>
    of === undefined || partitions === 1 ? view : partitionName(view, partitionOf(of, partitions));
  const waitedFor = (view: string): ReadonlyArray<string> => [...readersOf(view).keys()];
  return {
    position,
    waitedFor,
    moved: (view, to) => {
      positions.set(view, to);
      recheck(wholeOf(view));
    },
    reached: async (view, wanted, millis, of) => {
      const name = nameOf(view, of);
      if (position(name) >= wanted) return true;
      const over = new AbortController();
      void clock.wait(millis, over.signal).then(() => {
        callOff(over);
      });
      countReaders(name, 1);
      await until(wholeOf(name), () => position(name) >= wanted, over.signal);
      callOff(over);
      countReaders(name, -1);
      return position(name) >= wanted;
    },
    changed: async (view, since, signal) => until(wholeOf(view), () => position(view) !== since, signal),
    awaited: async (view, signal, holds = always) => until(view, () => waitedFor(view).some(holds), signal),
  };
};
