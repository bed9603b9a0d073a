import type { Clock } from '../../domain/ports/clock';
import type { Arrivals, Arrived } from './arrivals';
import { givenUp, tooLate } from './call-failure';
import { inTime } from './in-time';

type Awaited = {
  readonly clock: Clock;
  /** Undefined: for as long as it takes. */
  readonly millis: number | undefined;
  readonly lost: AbortSignal;
  readonly signal?: AbortSignal | undefined;
};

/** The next that arrives; undefined once the signal aborts. Throws where the connection is lost, or the time is over. */
export const nextArrived = async <A>(
  arrivals: Arrivals<A>,
  most: number,
  { clock, millis, lost, signal }: Awaited,
): Promise<Arrived<A> | undefined> => {
  // Each abort is given a reason: without one an exception is made for it, stack and all, for every page that is read.
  const over = new AbortController();
  const timer = new AbortController();
  if (millis !== undefined)
    void inTime(clock, millis, timer.signal).then(() => {
      if (!timer.signal.aborted) over.abort('over');
    });
  try {
    for (;;) {
      if (signal?.aborted === true) return undefined;
      const arrived = arrivals.taken(most);
      // The client ends a call that it has cancelled itself as one that has come to its end.
      if (lost.aborted) throw givenUp();
      if (arrived !== undefined) return arrived;
      if (over.signal.aborted) throw tooLate();
      await arrivals.more(signal === undefined ? [lost, over.signal] : [lost, over.signal, signal]);
    }
  } finally {
    timer.abort('arrived');
  }
};
