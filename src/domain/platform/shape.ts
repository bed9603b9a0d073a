/**
 * Objects as publishers write them: in camelCase or snake_case, under a field's own name or an older one, with what is
 * unknown beside it. What comes out has the declared names alone.
 */
import * as E from 'fp-ts/Either';
import * as t from 'io-ts';

/** Older names of a field, in the order in which they are looked for after its own. */
export type Aliases = Readonly<Record<string, ReadonlyArray<string>>>;

export type Shaped<R extends t.Props, O extends t.Props> = { readonly [K in keyof R]: t.TypeOf<R[K]> } & {
  readonly [K in keyof O]?: t.TypeOf<O[K]>;
};

type Fields = Readonly<Record<string, unknown>>;
type Found = { readonly key: string; readonly value: unknown };

const isFields = (input: unknown): input is Fields =>
  typeof input === 'object' && input !== null && !Array.isArray(input);

/** `memoryMB` → `memory_mb` */
export const toSnakeCase = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();

/** Every key that a field may stand under. */
export const keysOf = (name: string, aliases: Aliases): ReadonlyArray<string> => [
  ...new Set([name, ...(aliases[name] ?? [])].flatMap((known) => [known, toSnakeCase(known)])),
];

const saidUnder = (fields: Fields, keys: ReadonlyArray<string>): ReadonlyArray<Found> =>
  keys
    .filter((key) => Object.hasOwn(fields, key))
    .map((key) => ({ key, value: fields[key] }))
    .filter(({ value }) => value !== null);

/** Whether one of the keys holds something: null says nothing, and neither does an empty text. */
export const saysAny = (fields: Fields, keys: ReadonlyArray<string>): boolean =>
  saidUnder(fields, keys).some(({ value }) => value !== '');

/** The first key that holds something; an empty text only where nothing else is said. */
const find = (fields: Fields, keys: ReadonlyArray<string>): Found | undefined => {
  const said = saidUnder(fields, keys);
  return said.find(({ value }) => value !== '') ?? said[0];
};

type Field = {
  readonly name: string;
  readonly codec: t.Mixed;
  readonly isRequired: boolean;
  readonly keys: ReadonlyArray<string>;
};

const absent = t.success(undefined);

/** A fault names the key that was there, or the field's own name where there was none. */
const decodeField =
  (input: Fields, context: t.Context) =>
  ({ name, codec, isRequired, keys }: Field): t.Validation<unknown> => {
    const found = find(input, keys);
    if (!isRequired && (found === undefined || found.value === '')) return absent;
    return codec.validate(found?.value, t.appendContext(context, found?.key ?? name, codec));
  };

/** The codec of such an object. */
export const shape = <R extends t.Props, O extends t.Props>(
  required: R,
  optional: O,
  aliases: Aliases = {},
): t.Type<Shaped<R, O>> => {
  const fields = Object.entries<t.Mixed>({ ...required, ...optional }).map(([name, codec]): Field => {
    return { name, codec, isRequired: Object.hasOwn(required, name), keys: keysOf(name, aliases) };
  });
  const decode: t.Validate<unknown, Shaped<R, O>> = (input, context) => {
    if (!isFields(input)) return t.failure(input, context);
    const decodeOne = decodeField(input, context);
    const errors: Array<t.ValidationError> = [];
    const shaped: Record<string, unknown> = {};
    for (const field of fields) {
      const decoded = decodeOne(field);
      if (E.isLeft(decoded)) errors.push(...decoded.left);
      else if (decoded.right !== undefined) shaped[field.name] = decoded.right;
    }
    return errors.length > 0 ? t.failures(errors) : t.success(shaped as Shaped<R, O>);
  };
  const is = (input: unknown): input is Shaped<R, O> =>
    isFields(input) &&
    fields.every(({ name, codec, isRequired }) => (Object.hasOwn(input, name) ? codec.is(input[name]) : !isRequired));
  return new t.Type('object', is, decode, (shaped) => shaped);
};
