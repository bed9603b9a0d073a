import type { Clock } from '../../../domain/ports/clock';
import type { Work } from '../../../domain/ports/work-queue';
import { type Bell, createBell } from './bell';
import { createChannelQueue } from './channel-queue';

/** One channel's work, with a bell for whoever waits for it. */
export type Lane = {
  readonly put: (work: ReadonlyArray<Work>) => void;
  /** Hands it out again after a pause, or when the signal aborts. */
  readonly putOff: (work: Work, signal: AbortSignal) => void;
  readonly take: () => Work | undefined;
  readonly size: () => number;
  readonly bell: Bell;
};

export const createLane = (clock: Clock, pauseMillis: number): Lane => {
  const queue = createChannelQueue();
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
