import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../../src/domain/ports/clock';
import type { Instant } from '../../src/domain/shared/codecs';

export type TestClock = Clock & {
  /** Lets others run, then moves the time on, ending the waits that fall due one by one, in order, and lets what they woke run. */
  readonly advance: (millis: number) => Promise<void>;
  /**
   * The same in one step, as for a process that has slept: each wait that falls due ends once, however often its loop would
   * have waited meanwhile. For spans in which what looks once a second would look thousands of times.
   */
  readonly leap: (millis: number) => Promise<void>;
  /** How many wait. */
  readonly waiting: () => number;
};

type Wait = { readonly due: number; readonly end: () => void };

/** A clock that stands still until it is moved, and not before what happens outside this thread (`isBusy`) has ended. */
export const createTestClock = (start = '2026-03-01T08:00:00.000Z', isBusy = () => false): TestClock => {
  const waits = new Set<Wait>();
  let millis = Date.parse(start);
  const letOthersRun = async (): Promise<void> => {
    do await nextTurn();
    while (isBusy());
  };
  const earliest = (until: number): Wait | undefined =>
    [...waits].filter(({ due }) => due <= until).sort((a, b) => a.due - b.due)[0];
  return {
    now: () => new Date(millis).toISOString() as Instant,
    wait: async (duration, signal) =>
      new Promise((resolve) => {
        const end = (): void => {
          waits.delete(wait);
          signal.removeEventListener('abort', end);
          resolve();
        };
        const wait = { due: millis + duration, end };
        if (signal.aborted) {
          resolve();
          return;
        }
        waits.add(wait);
        signal.addEventListener('abort', end, { once: true });
      }),
    advance: async (duration) => {
      await letOthersRun();
      const until = millis + duration;
      for (let next = earliest(until); next !== undefined; next = earliest(until)) {
        millis = Math.max(millis, next.due);
        next.end();
        await letOthersRun();
      }
      millis = until;
      await letOthersRun();
    },
    leap: async (duration) => {
      await letOthersRun();
      millis += duration;
      for (const { due, end } of [...waits].sort((a, b) => a.due - b.due)) if (due <= millis) end();
      await letOthersRun();
    },
    waiting: () => waits.size,
  };
};
