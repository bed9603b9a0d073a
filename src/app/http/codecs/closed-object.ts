import * as E from 'fp-ts/Either';
import * as t from 'io-ts';
import { documented } from './documented';

/** Answers with fields that it names, and no others. */
type Closed<R extends t.Props, O extends t.Props> = { readonly [K in keyof R]: t.TypeOf<R[K]> } & {
  readonly [K in keyof O]?: t.TypeOf<O[K]>;
};

export const UNKNOWN_FIELD = 'is not a known field';

export const isPlainObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const strayFields = (value: object, known: t.Props, context: t.Context): t.Errors =>
  Object.keys(value)
    .filter((key) => !Object.hasOwn(known, key))
    .map((key) => ({ value: undefined, context: t.appendContext(context, key, t.never), message: UNKNOWN_FIELD }));

/**
 * An object of exactly these fields: where `t.strict` drops an unknown one in silence, this refuses it by name. A field
 * whose value is `undefined` counts as absent.
 */
export const closedObject = <R extends t.Props, O extends t.Props>(
  name: string,
  required: R,
  optional: O,
): t.Type<Closed<R, O>, unknown> => {
  const fields = { ...required, ...optional };
  const validate: t.Validate<unknown, Closed<R, O>> = (value, context) => {
    if (!isPlainObject(value)) return t.failure(value, context);
    const errors: t.Errors = strayFields(value, fields, context);
    const decoded: Record<string, unknown> = {};
    for (const [key, codec] of Object.entries(fields)) {
      const given = Object.hasOwn(value, key) ? value[key] : undefined;
      if (given === undefined && Object.hasOwn(optional, key)) continue;
      const result = codec.validate(given, t.appendContext(context, key, codec, given));
      if (E.isLeft(result)) errors.push(...result.left);
      else decoded[key] = result.right;
    }
    return errors.length > 0 ? t.failures(errors) : t.success(decoded as Closed<R, O>);
  };
  const is = (value: unknown): value is Closed<R, O> => E.isRight(validate(value, []));
  const codec = new t.Type<Closed<R, O>, unknown>(name, is, validate, (value) => value);
  return documented(codec, 'an object', { kind: 'object', required, optional });
};
