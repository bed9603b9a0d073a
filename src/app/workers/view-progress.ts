import type { Clock } from '../../domain/ports/clock';
import type { Position } from '../../domain/shared/stored-event';

/** What each view of this process has reached, told by the runners of the projections, for whoever waits for it. */
export type ViewProgress = {
  /** The runner's word: what is stored has this position now; a lower one than before when a view begins anew. */
  readonly moved: (view: string, position: Position) => void;
  /** 0n for a view that nothing is known of yet. */
  readonly position: (view: string) => Position;
  /** Whether the view has reached the position within so many milliseconds. */
  readonly reached: (view: string, position: Position, millis: number) => Promise<boolean>;
  /** Resolves once the view is no longer at `since`, or the signal aborts. */
  readonly changed: (view: string, since: Position, signal: AbortSignal) => Promise<void>;
  /** Resolves once somebody waits for the view, or the signal aborts. */
  readonly awaited: (view: string, signal: AbortSignal) => Promise<void>;
};

type Waiter = { readonly holds: () => boolean; readonly resolve: () => void };

/** Conditions that are looked at again each time something may have made them true. */
const createConditions = () => {
  const waiters = new Set<Waiter>();
  return {
    recheck: (): void => {
      for (const waiter of waiters) if (waiter.holds()) waiter.resolve();
    },
    until: async (holds: () => boolean, signal: AbortSignal): Promise<void> => {
      if (holds() || signal.aborted) return;
      await new Promise<void>((done) => {
        const resolve = () => {
          waiters.delete(waiter);
          signal.removeEventListener('abort', resolve);
          done();
        };
        const waiter = { holds, resolve };
        waiters.add(waiter);
        signal.addEventListener('abort', resolve);
      });
    },
  };
};

export const createViewProgress = (clock: Clock): ViewProgress => {
  const positions = new Map<string, Position>();
  const readers = new Map<string, number>();
  const { recheck, until } = createConditions();
  const position = (view: string): Position => positions.get(view) ?? 0n;
  const countReaders = (view: string, change: 1 | -1): void => {
    readers.set(view, (readers.get(view) ?? 0) + change);
    recheck();
  };
  return {
    position,
    moved: (view, to) => {
      positions.set(view, to);
      recheck();
    },
    reached: async (view, wanted, millis) => {
      if (position(view) >= wanted) return true;
      const over = new AbortController();
      void clock.wait(millis, over.signal).then(() => {
        over.abort();
      });
      countReaders(view, 1);
      await until(() => position(view) >= wanted, over.signal);
      over.abort();
      countReaders(view, -1);
      return position(view) >= wanted;
    },
    changed: async (view, since, signal) => until(() => position(view) !== since, signal),
    awaited: async (view, signal) => until(() => (readers.get(view) ?? 0) > 0, signal),
  };
};
