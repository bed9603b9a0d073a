import { type Instant, toInstant } from './codecs';

const lastMillis = Date.parse('9999-12-31T23:59:59.999Z');

/** The instant so many milliseconds later, or earlier where they are negative; never after the last one that can be written. */
export const plusMillis = (instant: Instant, millis: number): Instant =>
  toInstant(new Date(Math.min(Date.parse(instant) + millis, lastMillis)).toISOString()) ?? instant;

/** The later of two. */
export const laterOf = (one: Instant, other: Instant): Instant => (one > other ? one : other);
