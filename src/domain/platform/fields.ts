/** What the platform's fields may hold. The names say, in a report, what was expected. */
import * as t from 'io-ts';
import { Instant, toInstant, UserId } from '../shared/codecs';
import type { Json } from '../shared/json';

export const Text = t.refinement(t.string, (value) => value.isWellFormed(), 'text');

const isId = (input: unknown): input is string =>
  Text.is(input) && input.length > 0 && input.length <= 200 && !/\p{Cc}/u.test(input);

/** Opaque. Some publishers count: a whole number is the text of its digits. */
export const Id = new t.Type<string>(
  'text of 1 to 200 characters',
  isId,
  (input, context) => {
    const text = Number.isSafeInteger(input) ? String(input) : input;
    return isId(text) ? t.success(text) : t.failure(input, context);
  },
  (id) => id,
);

export const User = Id.pipe(UserId, Id.name);

/** A finite number; digits in a text are none. */
export const Num = t.refinement(t.number, Number.isFinite, 'number');

/** An instant in any offset, as the ledger writes it. */
export const When = new t.Type<Instant>(
  'instant (ISO 8601 with an offset)',
  Instant.is,
  (input, context) => {
    const instant = typeof input === 'string' ? toInstant(input) : undefined;
    return instant === undefined ? t.failure(input, context) : t.success(instant);
  },
  (instant) => instant,
);

export const Texts = t.readonlyArray(Text, 'list of texts');

export const oneOf = <K extends string>(...values: ReadonlyArray<K>): t.Type<K> => {
  const is = (input: unknown): input is K => values.some((value) => value === input);
  const decode: t.Validate<unknown, K> = (input, context) => (is(input) ? t.success(input) : t.failure(input, context));
  return new t.Type(values.join(', '), is, decode, (value) => value);
};

const isJson = (input: unknown): input is Json => {
  if (input === null || typeof input === 'boolean' || Text.is(input) || Num.is(input)) return true;
  return typeof input === 'object' && Object.values(input).every(isJson);
};

/** Anything that JSON can say. */
export const Anything = new t.Type<Json>(
  'JSON',
  isJson,
  (input, context) => (isJson(input) ? t.success(input) : t.failure(input, context)),
  (json) => json,
);
