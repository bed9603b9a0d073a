import { setImmediate as nextTurn } from 'node:timers/promises';
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
  /** Whether many are waited for a little, to come together. */
  readonly gather?: boolean;
};

/** So many at once are part of something larger, as an append of many; fewer are given at once. */
const MANY = 8;
const GATHER_MILLIS = 2;
const GATHER_TURNS = 4;

/**
 * The connection brings some 16 KiB in a turn of the process, and a server writes many events one by one: those of one append
 * come in several pieces. It is waited until a turn, and then a moment, brings nothing more, or it is
 * enough.
 */
const gathered = async (
  arrivals: Arrivals<unknown>,
  most: number,
  { clock, lost }: Pick<Awaited, 'clock' | 'lost'>,
): Promise<void> => {
  let before = 0;
  for (let turn = 0; turn < GATHER_TURNS && before < arrivals.waiting() && arrivals.waiting() < most; turn += 1) {
    before = arrivals.waiting();
    await nextTurn();
    if (before === arrivals.waiting() && before >= MANY) await clock.wait(GATHER_MILLIS, lost);
  }
};

const more = async (
  arrivals: Arrivals<unknown>,
  most: number,
  awaited: Awaited,
  timeIsOver: AbortSignal,
): Promise<void> => {
  const { lost, signal, gather = false } = awaited;
  await arrivals.more(signal === undefined ? [lost, timeIsOver] : [lost, timeIsOver, signal]);
  if (gather) await gathered(arrivals, most, awaited);
};

/** The next that arrives; undefined once the signal aborts. Throws where the connection is lost, or the time is over. */
export const nextArrived = async <A>(
  arrivals: Arrivals<A>,
  most: number,
  awaited: Awaited,
): Promise<Arrived<A> | undefined> => {
  const { clock, millis, lost, signal } = awaited;
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
      await more(arrivals, most, awaited, over.signal);
    }
  } finally {
    timer.abort('arrived');
  }
};
