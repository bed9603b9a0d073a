/** What may stand in an event, a row or a message: JSON, nothing that a round trip would change. */
export type Json = null | boolean | number | string | ReadonlyArray<Json> | JsonObject;
export type JsonObject = { readonly [key: string]: Json };

/**
 * The one text of a JSON value: keys sorted by code unit at every depth, no spaces, as RFC 8785 orders them.
 * Two values that differ only in the order of their keys have the same text, so it can be hashed and compared.
 */
export const canonicalJson = (value: Json): string => {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${(value as ReadonlyArray<Json>).map(canonicalJson).join(',')}]`;
  const object = value as JsonObject;
  const fields = Object.keys(object).sort();
  return `{${fields.map((key) => `${JSON.stringify(key)}:${canonicalJson(object[key] ?? null)}`).join(',')}}`;
};
