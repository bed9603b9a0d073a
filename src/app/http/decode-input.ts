import * as E from 'fp-ts/Either';
import * as t from 'io-ts';
import type { FieldError } from '../failure';
import { UNKNOWN_FIELD } from './codecs/closed-object';
import { documentationOf } from './codecs/documented';
import { pointerTo } from './pointer';

/** Enough to mend a form; a body of a hundred thousand wrong fields is not told each. */
const MAX_ERRORS = 100;

const expectedBy = (codec: t.Decoder<unknown, unknown>): string => {
  if (codec instanceof t.KeyofType) return `one of ${Object.keys(codec.keys as object).join(', ')}`;
  return documentationOf(codec)?.expected ?? codec.name;
};

/** Says what was expected, never what came: that may be an address or a secret. */
const messageOf = (error: t.ValidationError): string => {
  if (error.message !== undefined) return error.message;
  const last = error.context.at(-1);
  if (last === undefined || last.actual === undefined) return 'is missing';
  return `must be ${expectedBy(last.type)}`;
};

/** Where a union is tried, io-ts puts the number of the branch into the path: it is no field of the caller's. */
const isBranch = (context: t.Context, index: number): boolean => context[index - 1]?.type instanceof t.UnionType;

/** That a value that may be null is not null says nothing beside what it should have been. */
const saysOnlyNull = ({ context }: t.ValidationError): boolean =>
  context.at(-1)?.type instanceof t.NullType && isBranch(context, context.length - 1);

const fieldError = (error: t.ValidationError): FieldError => ({
  path: pointerTo(
    error.context.flatMap(({ key }, index) => (index === 0 || isBranch(error.context, index) ? [] : [key])),
  ),
  message: messageOf(error),
});

/** The value, or one entry for each field that is wrong, under a JSON pointer. */
export const decodeInput =
  <A>(codec: t.Type<A, unknown>) =>
  (value: unknown): E.Either<ReadonlyArray<FieldError>, A> => {
    const result = codec.decode(value);
    if (E.isRight(result)) return result;
    const byPath = new Map(
      result.left
        .filter((error) => !saysOnlyNull(error))
        .slice(0, MAX_ERRORS)
        .map(fieldError)
        .map((error) => [error.path, error]),
    );
    return E.left([...byPath.values()]);
  };

export const isUnknownField = ({ message }: FieldError): boolean => message === UNKNOWN_FIELD;
