import * as t from 'io-ts';
import { withSchema } from './documented';

/** Characters as people count them, and as JSON Schema's `maxLength` does. */
const lengthOf = (value: string): number => (value.length === 0 ? 0 : Array.from(value).length);

const bounded = (max: number, isAllowed: (value: string) => boolean, expected: string): t.Type<string, string> =>
  withSchema(
    t.refinement(t.string, (value) => value.length > 0 && lengthOf(value) <= max && isAllowed(value), expected),
    expected,
    { type: 'string', minLength: 1, maxLength: max },
  );

/** Text of 1 to `max` characters, line breaks included. */
export const text = (max: number): t.Type<string, string> =>
  bounded(max, () => true, `text of 1 to ${String(max)} characters`);

/** The same without line breaks and other control characters. */
export const line = (max: number): t.Type<string, string> =>
  bounded(max, (value) => !/\p{Cc}/u.test(value), `one line of 1 to ${String(max)} characters`);
