import * as E from 'fp-ts/Either';
import type { JsonObject, Json } from '../../domain/shared/json';

/** What is done to a stream; the last two to the metadata stream that belongs to it. */
export type AclEntry = '$r' | '$w' | '$d' | '$mr' | '$mw';
/** Names of users and roles, by what they may do. */
export type StreamAcl = Readonly<Partial<Record<AclEntry, ReadonlyArray<string>>>>;

const ENTRIES: ReadonlyArray<AclEntry> = ['$r', '$w', '$d', '$mr', '$mw'];
const NUMBERS = ['$maxCount', '$maxAge', '$tb', '$cacheControl'];
const MAX_INT64 = 2 ** 63;

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isWholeNumber = (value: Json | undefined): boolean =>
  value === undefined || (typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= MAX_INT64);

const namesIn = (value: Json): ReadonlyArray<string> | undefined => {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) && value.every((name) => typeof name === 'string') ? value : undefined;
};

const aclIn = (value: Json | undefined): StreamAcl | undefined => {
  if (value === undefined) return {};
  if (!isObject(value)) return undefined;
  const acl: Partial<Record<AclEntry, ReadonlyArray<string>>> = {};
  for (const entry of ENTRIES) {
    const given = value[entry];
    if (given === undefined) continue;
    const names = namesIn(given);
    if (names === undefined) return undefined;
    acl[entry] = names;
  }
  return acl;
};

const parse = (data: Uint8Array): JsonObject | undefined => {
  const parsed = E.tryCatch(
    () => JSON.parse(Buffer.from(data).toString()) as Json,
    () => undefined,
  );
  return E.isRight(parsed) && isObject(parsed.right) ? parsed.right : undefined;
};

/** The list in a stream's metadata; metadata with one system key of a wrong type counts as none (contract, section 9.1). */
export const streamAcl = (metadata: Uint8Array | undefined): StreamAcl => {
  const parsed = metadata === undefined ? undefined : parse(metadata);
  if (parsed === undefined || !NUMBERS.every((key) => isWholeNumber(parsed[key]))) return {};
  return aclIn(parsed['$acl']) ?? {};
};

/** The lists in force for streams that have none of their own, from the event in `$settings`. */
export const defaultAcls = (
  settings: Uint8Array | undefined,
): { readonly user: StreamAcl; readonly system: StreamAcl } => {
  const parsed = settings === undefined ? undefined : parse(settings);
  return { user: aclIn(parsed?.['$userStreamAcl']) ?? {}, system: aclIn(parsed?.['$systemStreamAcl']) ?? {} };
};
