import fc from 'fast-check';
import type * as t from 'io-ts';

/** What a codec is made of, as far as values are made from it; io-ts's own classes carry these. */
type Shape = t.Mixed & {
  readonly _tag?: string;
  readonly value?: unknown;
  readonly keys?: Readonly<Record<string, unknown>>;
  readonly props?: Readonly<Record<string, Shape>>;
  readonly types?: ReadonlyArray<Shape>;
  readonly type?: Shape;
  readonly codomain?: Shape;
};

const text = (maxLength: number) =>
  fc.string({ minLength: 1, maxLength, unit: 'grapheme' }).filter((value) => !/\p{Cc}/u.test(value));

/** Values of the codecs that say more than their shape, by name. */
const named: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  UserId: text(50),
  NotificationId: text(50),
  DeliveryId: text(50),
  Code: text(50),
  Instant: fc
    .date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString()),
  Locale: fc.constantFrom('zh-CN', 'en-US', 'zh-Hant-TW', 'de'),
  Whole: fc.nat(),
  Int: fc.integer(),
};

/** `undefined` is absent from JSON, so it is none of its values; -0 is written as 0. */
const json = fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.parse(JSON.stringify(value)) as unknown);

const propertiesOf = ({ props = {} }: Shape) => Object.fromEntries(Object.entries(props).map(([k, c]) => [k, of(c)]));

const of = (codec: Shape): fc.Arbitrary<unknown> => {
  const byName = named[codec.name];
  if (byName !== undefined) return byName;
  switch (codec._tag) {
    case 'ExactType':
    case 'RefinementType':
      return of(codec.type as Shape);
    case 'InterfaceType':
      return fc.record(propertiesOf(codec), { noNullPrototype: true });
    case 'PartialType':
      return fc.record(propertiesOf(codec), { requiredKeys: [], noNullPrototype: true });
    case 'ReadonlyArrayType':
    case 'ArrayType':
      return fc.array(of(codec.type as Shape), { maxLength: 3 });
    case 'IntersectionType':
      return fc
        .tuple(...(codec.types ?? []).map(of))
        .map((parts) => Object.assign({}, ...(parts as ReadonlyArray<object>)) as object);
    case 'UnionType':
      return fc.oneof(...(codec.types ?? []).map(of));
    case 'KeyofType':
      return fc.constantFrom(...Object.keys(codec.keys ?? {}));
    case 'LiteralType':
      return fc.constant(codec.value);
    case 'DictionaryType':
      return fc.dictionary(fc.string(), of(codec.codomain as Shape), { noNullPrototype: true, maxKeys: 3 });
    case 'StringType':
      return fc.string({ unit: 'grapheme' });
    case 'BooleanType':
      return fc.boolean();
    case 'NullType':
      return fc.constant(null);
    case 'UnknownType':
      return json;
    default:
      throw new Error(`no values are known for the codec ${codec.name}`);
  }
};

/** Any value that the codec encodes, made from the codec itself: a new one needs nothing here. */
export const arbitraryOf = <A, O>(codec: t.Type<A, O>): fc.Arbitrary<A> => of(codec) as fc.Arbitrary<A>;

const optionalIn = (codec: Shape): ReadonlyArray<string> => {
  if (codec._tag === 'PartialType') return Object.keys(codec.props ?? {});
  return codec.type === undefined ? (codec.types ?? []).flatMap(optionalIn) : optionalIn(codec.type);
};

/** The fields of an event's data that may be absent. */
export const optionalFieldsOf = <A, O>(event: t.Type<A, O>): ReadonlySet<string> => {
  const { type, props } = event as unknown as Shape;
  const data = (props ?? type?.props)?.['data'];
  return new Set(data === undefined ? [] : optionalIn(data));
};
