import * as t from 'io-ts';
import type { Json, JsonObject } from '../../../domain/shared/json';
import { type Documentation, documentationOf } from '../codecs/documented';

/** Collects a named schema once, and answers with how to refer to it. */
export type Name = (codec: t.Mixed, schema: () => JsonObject) => JsonObject;

type Convert = (codec: t.Mixed) => JsonObject;

const objectSchema = (required: t.Props, optional: t.Props, convert: Convert): JsonObject => {
  const properties = Object.entries({ ...required, ...optional }).map(([key, codec]) => [key, convert(codec)] as const);
  return {
    type: 'object',
    properties: Object.fromEntries(properties),
    required: Object.keys(required),
    additionalProperties: false,
  };
};

const documentedSchema = (codec: t.Mixed, { shape }: Documentation, name: Name, convert: Convert): JsonObject => {
  switch (shape.kind) {
    case 'schema':
      return shape.schema;
    case 'object':
      return name(codec, () => objectSchema(shape.required, shape.optional, convert));
    case 'choice':
      return name(codec, () => ({ oneOf: shape.members.map(convert) }));
    case 'list':
      return { type: 'array', items: convert(shape.item), minItems: shape.min, maxItems: shape.max };
  }
};

const leafSchema = (codec: t.Mixed): JsonObject | undefined => {
  if (codec instanceof t.StringType) return { type: 'string' };
  if (codec instanceof t.NumberType) return { type: 'number' };
  if (codec instanceof t.BooleanType) return { type: 'boolean' };
  if (codec instanceof t.NullType) return { type: 'null' };
  if (codec instanceof t.LiteralType) return { const: codec.value as Json };
  if (codec instanceof t.KeyofType) return { type: 'string', enum: Object.keys(codec.keys as object) };
  return undefined;
};

const compositeSchema = (codec: t.Mixed, convert: Convert): JsonObject => {
  if (codec instanceof t.ReadonlyArrayType) return { type: 'array', items: convert(codec.type as t.Mixed) };
  if (codec instanceof t.UnionType) return { anyOf: (codec.types as ReadonlyArray<t.Mixed>).map(convert) };
  if (codec instanceof t.ExactType) return convert(codec.type as t.Mixed);
  if (codec instanceof t.InterfaceType) return objectSchema(codec.props as t.Props, {}, convert);
  if (codec instanceof t.PartialType) return objectSchema({}, codec.props as t.Props, convert);
  throw new Error(`no schema for the codec ${codec.name}`);
};

const plainSchema = (codec: t.Mixed, convert: Convert): JsonObject =>
  leafSchema(codec) ?? compositeSchema(codec, convert);

/**
 * A codec as JSON Schema 2020-12. Objects with a name are collected and referred to; a codec that only code can read has
 * its schema in the registry (`documented`); one with neither is a defect.
 */
export const schemaOf =
  (name: Name): Convert =>
  (codec) => {
    const convert = schemaOf(name);
    const documentation = documentationOf(codec);
    return documentation === undefined
      ? plainSchema(codec, convert)
      : documentedSchema(codec, documentation, name, convert);
  };

/** The fields of an input that stands in a path, a query or headers, each with its schema. */
export const fieldsOf = (
  codec: t.Mixed,
): ReadonlyArray<{ readonly name: string; readonly required: boolean; readonly codec: t.Mixed }> => {
  const shape = documentationOf(codec)?.shape;
  if (shape?.kind !== 'object') throw new Error(`no fields in the codec ${codec.name}`);
  const of = (props: t.Props, required: boolean) =>
    Object.entries(props).map(([name, field]) => ({ name, required, codec: field }));
  return [...of(shape.required, true), ...of(shape.optional, false)];
};
