import { SHA1 } from '@noble/hashes/legacy';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils';
import { createLruCache } from './lru-cache';

const withVersionAndVariant = (digest: Uint8Array): Uint8Array => {
  const bytes = digest.slice(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes;
};

/** Its bytes, already hashed: a ledger has one namespace, and its ids are derived in it by the thousand. */
const hashedSpaces = createLruCache<string, SHA1>(8);
const hashedSpace = (namespace: string): SHA1 => {
  const known = hashedSpaces.get(namespace);
  if (known !== undefined) return known;
  const hashed = new SHA1().update(hexToBytes(namespace.replaceAll('-', '')));
  hashedSpaces.set(namespace, hashed);
  return hashed;
};

const toUuid = (digest: Uint8Array): string => {
  const hex = bytesToHex(withVersionAndVariant(digest));
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
};

/**
 * A name-based UUID (version 5, RFC 9562 section 5.5) of the parts in their namespace: the same cause always gets the
 * same id. Parts are joined as a JSON array, so that ('a', 'bc') and ('ab', 'c') differ.
 */
export const deriveId = (namespace: string, ...parts: ReadonlyArray<string | number>): string =>
  toUuid(
    hashedSpace(namespace)
      .clone()
      .update(utf8ToBytes(JSON.stringify(parts)))
      .digest(),
  );

/** As `deriveId`, for many names of which only the last part differs: what they have in common is hashed once. */
export const deriveIds = (
  namespace: string,
  ...shared: readonly [string, ...ReadonlyArray<string>]
): ((last: string | number) => string) => {
  const beginning = `${JSON.stringify(shared).slice(0, -1)},`;
  const hashed: SHA1 = hashedSpace(namespace).clone().update(utf8ToBytes(beginning));
  return (last) =>
    toUuid(
      hashed
        .clone()
        .update(utf8ToBytes(`${JSON.stringify(last)}]`))
        .digest(),
    );
};
