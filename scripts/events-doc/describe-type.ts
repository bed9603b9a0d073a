/** What a codec is made of, as far as a reader wants to know it; io-ts's own classes carry these. */
export type Shape = {
  readonly name: string;
  readonly _tag?: string;
  readonly keys?: unknown;
  readonly props?: unknown;
  readonly types?: unknown;
  readonly type?: unknown;
};

/** Codecs that say more than their shape. */
const texts: Readonly<Record<string, string>> = {
  UserId: 'a text of at most 200 characters',
  NotificationId: 'a UUID, or `<batch>.<index>.<offset>` for a member of a batch',
  DeliveryId: '`<notification id>.<channel>`',
  Code: 'a text of at most 200 characters, such as `user.registered`',
  Instant: 'ISO 8601 in UTC with milliseconds',
  Locale: 'a BCP 47 tag such as `zh-CN`',
  Whole: 'a whole number from 0 on',
};

/** What has no name of its own gets one from io-ts, made of its parts. */
const isNamed = ({ name }: Shape): boolean => /^[A-Z]\w*$/.test(name);

const inner = ({ type, name }: Shape): Shape => {
  if (type === undefined) throw new Error(`the codec ${name} has nothing in it`);
  return type as Shape;
};
const members = ({ types }: Shape): ReadonlyArray<Shape> => (types ?? []) as ReadonlyArray<Shape>;

const optional = (type: Shape): Shape => ({ name: `${typeText(type)}, or absent`, type });

/** A field that is there or not says so in its type. */
export const fieldsOf = (codec: Shape): ReadonlyArray<readonly [string, Shape]> => {
  if (codec._tag === 'IntersectionType') return members(codec).flatMap(fieldsOf);
  if (codec.props === undefined) return fieldsOf(inner(codec));
  const fields = Object.entries(codec.props as Readonly<Record<string, Shape>>);
  return codec._tag === 'PartialType' ? fields.map(([name, type]) => [name, optional(type)]) : fields;
};

const structure = (codec: Shape): string => {
  switch (codec._tag) {
    case 'ReadonlyArrayType':
      return `list of ${typeText(inner(codec))}`;
    case 'UnionType':
      return [...members(codec)].reverse().map(typeText).join(' or ');
    case 'KeyofType':
      return Object.keys(codec.keys ?? {})
        .map((key) => `\`${key}\``)
        .join(' or ');
    case 'ExactType':
    case 'InterfaceType':
      return `{ ${fieldsOf(codec)
        .map(([name, part]) => `${name}: ${typeText(part)}`)
        .join(', ')} }`;
    case 'UnknownType':
      return 'any JSON';
    default:
      return codec.name;
  }
};

/** The type of a field as one text; of what has a name the name, which `definition` explains. */
export const typeText = (codec: Shape): string => (isNamed(codec) ? codec.name : structure(codec));

/** What stands behind a name. */
export const definition = (codec: Shape): string => texts[codec.name] ?? structure(codec);

/** The named codecs within a codec, itself included, at any depth. */
export const namedParts = (codec: Shape): ReadonlyArray<Shape> => {
  if (codec.name in texts) return [codec];
  const own = isNamed(codec) ? [codec] : [];
  const parts = codec.props === undefined ? members(codec) : fieldsOf(codec).map(([, part]) => part);
  return [...own, ...parts.flatMap(namedParts), ...(codec.type === undefined ? [] : namedParts(inner(codec)))];
};
