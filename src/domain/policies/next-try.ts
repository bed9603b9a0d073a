import type { Instant } from '../shared/codecs';
import { laterOf, plusMillis } from '../shared/instant';

/** Up or down by so much at most, so that what failed together does not come back together. */
const jitter = 0.2;
/** Where no retry is configured, what costs no try (throttling, an unknown outcome) still has to wait. */
const withoutDelays = 10_000;

export type Setback = {
  readonly now: Instant;
  /** How many setbacks of its kind the round had before: chooses the delay, the last one for all beyond. */
  readonly before: number;
  /** Milliseconds, one for each retry. */
  readonly delays: ReadonlyArray<number>;
  /** Chance, in [0, 1). */
  readonly fraction: number;
  /** What the provider asked for; the next try is never before it. */
  readonly retryAfterSeconds: number | null;
};

/** When to try again after a failure that may pass: the configured delay, 20 % more or less. */
export const nextTry = ({ now, before, delays, fraction, retryAfterSeconds }: Setback): Instant => {
  const delay = delays[Math.min(before, delays.length - 1)] ?? withoutDelays;
  const backOff = plusMillis(now, Math.round(delay * (1 + jitter * (2 * fraction - 1))));
  return retryAfterSeconds === null ? backOff : laterOf(backOff, plusMillis(now, retryAfterSeconds * 1000));
};
