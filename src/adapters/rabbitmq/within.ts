import type { Clock } from '../../domain/ports/clock';

/** Waits for `work`, but no longer than `millis`; what it rejects with after that is nobody's. True: it was in time. */
export const within = async (clock: Clock, millis: number, work: Promise<unknown>): Promise<boolean> => {
  const over = new AbortController();
  try {
    return await Promise.race([work.then(() => true), clock.wait(millis, over.signal).then(() => false)]);
  } finally {
    over.abort();
  }
};
