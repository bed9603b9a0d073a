import * as t from 'io-ts';
import { isPlainObject } from './closed-object';
import { documented } from './documented';

/**
 * One of two objects, told apart by the fields that came: a `t.union` would answer with the faults of both, and the
 * caller could not see which are theirs.
 */
export const choice = <A, B>(
  name: string,
  members: readonly [t.Type<A, unknown>, t.Type<B, unknown>],
  isFirst: (value: Readonly<Record<string, unknown>>) => boolean,
): t.Type<A | B, unknown> => {
  const [first, second] = members;
  const validate: t.Validate<unknown, A | B> = (value, context) => {
    if (!isPlainObject(value)) return t.failure(value, context);
    return isFirst(value) ? first.validate(value, context) : second.validate(value, context);
  };
  const is = (value: unknown): value is A | B => first.is(value) || second.is(value);
  const codec = new t.Type<A | B, unknown>(name, is, validate, (value) => value);
  return documented(codec, 'an object', { kind: 'choice', members });
};
