import type { Instant } from '../../domain/shared/codecs';
import type { BatchRow, Mark } from './row';

const MARKS = 8;
const MILLIS_BETWEEN_MARKS = 2_000;

export const processedOf = ({ accepted, rejected }: Pick<BatchRow, 'accepted' | 'rejected'>): number =>
  accepted + rejected;

const millisBetween = (one: Mark | undefined, other: Instant): number =>
  one === undefined ? Infinity : Date.parse(other) - Date.parse(one.at);

/**
 * The marks with one more: the newest moves on until it is two seconds after the one before it, so that eight of them tell
 * the rate of the last quarter of a minute. The first one stays where it was put, to be counted from.
 */
export const markedAt = (marks: ReadonlyArray<Mark>, processed: number, at: Instant): ReadonlyArray<Mark> => {
  const mark = { at, processed };
  const [beforeLast, last] = marks.slice(-2);
  const moves = last !== undefined && millisBetween(beforeLast, last.at) < MILLIS_BETWEEN_MARKS;
  return [...(moves ? marks.slice(0, -1) : marks), mark].slice(-MARKS);
};
