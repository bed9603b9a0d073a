import * as t from 'io-ts';
import { documented } from './documented';

/** A list of `min` to `max` entries. */
export const listOf = <A, O>(
  item: t.Type<A, O>,
  { min, max }: { readonly min: number; readonly max: number },
): t.Type<ReadonlyArray<A>, ReadonlyArray<O>> => {
  const expected = `a list of ${String(min)} to ${String(max)} entries`;
  const isInBounds = (list: ReadonlyArray<A>): boolean => list.length >= min && list.length <= max;
  const codec = t.refinement(t.readonlyArray(item), isInBounds, expected);
  return documented(codec, expected, { kind: 'list', item, min, max });
};
