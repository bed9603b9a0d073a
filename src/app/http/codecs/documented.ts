import * as t from 'io-ts';
import type { JsonObject } from '../../../domain/shared/json';

/** What a codec that only code can read says of itself: a JSON Schema, or the codecs that it is made of. */
export type Shape =
  | { readonly kind: 'schema'; readonly schema: JsonObject }
  | { readonly kind: 'object'; readonly required: t.Props; readonly optional: t.Props }
  | { readonly kind: 'list'; readonly item: t.Mixed; readonly min: number; readonly max: number }
  | { readonly kind: 'choice'; readonly members: ReadonlyArray<t.Mixed> };

/** `expected` completes 'must be …' where a value is refused. */
export type Documentation = { readonly expected: string; readonly shape: Shape };

const registry = new WeakMap<object, Documentation>();

/** What every codec is made of: a description of one of these would be said of all of them. */
const shared: ReadonlyArray<t.Mixed> = [t.string, t.number, t.boolean, t.null, t.unknown];

/**
 * Keeps a codec's description beside it, so that refusals and the API's own document come from the decoder itself. The
 * codec is one's own: describing a primitive that others use too is a defect.
 */
export const documented = <C extends t.Mixed>(codec: C, expected: string, shape: Shape): C => {
  if (shared.includes(codec)) throw new Error(`${codec.name} is everyone's: describe a refinement of it`);
  registry.set(codec, { expected, shape });
  return codec;
};

export const documentationOf = (codec: object): Documentation | undefined => registry.get(codec);

/** For a codec whose description is one JSON Schema. */
export const withSchema = <C extends t.Mixed>(codec: C, expected: string, schema: JsonObject): C =>
  documented(codec, expected, { kind: 'schema', schema });
