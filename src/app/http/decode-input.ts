import * as E from 'fp-ts/Either';
import type * as t from 'io-ts';
import type { FieldError } from '../failure';
import { UNKNOWN_FIELD } from './codecs/closed-object';
import { documentationOf } from './codecs/documented';
import { pointerTo } from './pointer';

/** Enough to mend a form; a body of a hundred thousand wrong fields is not told each. */
const MAX_ERRORS = 100;

/** Says what was expected, never what came: that may be an address or a secret. */
const messageOf = (error: t.ValidationError): string => {
  if (error.message !== undefined) return error.message;
  const last = error.context.at(-1);
  if (last === undefined || last.actual === undefined) return 'is missing';
  return `must be ${documentationOf(last.type)?.expected ?? last.type.name}`;
};

const fieldError = (error: t.ValidationError): FieldError => ({
  path: pointerTo(error.context.slice(1).map(({ key }) => key)),
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
        .slice(0, MAX_ERRORS)
        .map(fieldError)
        .map((error) => [error.path, error]),
    );
    return E.left([...byPath.values()]);
  };

export const isUnknownField = ({ message }: FieldError): boolean => message === UNKNOWN_FIELD;
