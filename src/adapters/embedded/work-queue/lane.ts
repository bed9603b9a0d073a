import type { Clock } from '../../../domain/ports/clock';
import { type Bell, createBell } from './bell';
import { createPriorityLines, type Prioritized } from './priority-lines';

/** Work of one kind, with a bell for whoever waits for it. */
export type Lane<W> = {
  readonly put: (work: ReadonlyArray<W>) => void;
  /** Hands it out again after a pause, or when the signal aborts. */
  readonly putOff: (work: W, signal: AbortSignal) => void;
  readonly take: () => W | undefined;
  readonly size: () => number;
  readonly bell: Bell;
};

export const createLane = <W extends Prioritized>(clock: Clock, pauseMillis: number): Lane<W> => {
  const queue = createPriorityLines<W>();
  const bell = createBell();
  const bringBackLater = async (signal: AbortSignal): Promise<void> => {
    await clock.wait(pauseMillis, signal);
    queue.bringBack();
    bell.ring();
  };
  return {
    put: (work) => {
      work.forEach(queue.put);
      bell.ring();
    },
    putOff: (work, signal) => {
      const isFirst = !queue.hasPutOff();
      queue.putOff(work);
      if (isFirst) void bringBackLater(signal);
    },
    take: queue.take,
    size: queue.size,
    bell,
  };
};
