import type { RangeOptions } from '../../../domain/ports/views';
import { sortable } from './sortable';

type Bounds = Pick<RangeOptions, 'from' | 'to'>;

/** Behind everything that begins with these bytes: no part of a text begins with 0xff. */
const behind = (bytes: Buffer): Buffer => Buffer.concat([bytes, Buffer.from([0xff])]);
const later = (one: Buffer, other: Buffer): Buffer => (Buffer.compare(one, other) < 0 ? other : one);
const earlier = (one: Buffer, other: Buffer): Buffer => (Buffer.compare(one, other) < 0 ? one : other);

const inclusive = (bytes: Buffer): Buffer => Buffer.concat([Buffer.from('['), bytes]);
const exclusive = (bytes: Buffer): Buffer => Buffer.concat([Buffer.from('('), bytes]);

const least = (index: string, { from }: Bounds): Buffer =>
  from === undefined ? sortable(index) : sortable(index, from);
const end = (index: string, { to }: Bounds): Buffer =>
  to === undefined ? behind(sortable(index)) : sortable(index, to);

/** What part of `places` is asked for, as Redis takes it: the least of it, and the end of it. */
export type LexBounds = { readonly low: Buffer; readonly high: Buffer };

export const boundsOf = (index: string, bounds: Bounds): LexBounds => ({
  low: inclusive(least(index, bounds)),
  high: exclusive(end(index, bounds)),
});

/** A cursor may lie outside the bounds of `sort`, which hold besides. */
export const boundsOfRange = (index: string, { after, direction, ...bounds }: RangeOptions): LexBounds => {
  if (after === undefined) return boundsOf(index, bounds);
  const seen = sortable(index, after.sort, after.key);
  const backwards = direction === 'backwards';
  return {
    low: inclusive(backwards ? least(index, bounds) : later(least(index, bounds), behind(seen))),
    high: exclusive(backwards ? earlier(end(index, bounds), seen) : end(index, bounds)),
  };
};
