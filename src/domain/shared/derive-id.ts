import { sha1 } from '@noble/hashes/legacy';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils';
import { createLruCache } from './lru-cache';

const withVersionAndVariant = (digest: Uint8Array): Uint8Array => {
  const bytes = digest.slice(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes;
};

/** Its bytes, already hashed: a ledger has one namespace, and its ids are derived in it by the thousand. */
const hashedSpaces = createLruCache<string, ReturnType<typeof sha1.create>>(8);
const hashedSpace = (namespace: string): ReturnType<typeof sha1.create> => {
  const known = hashedSpaces.get(namespace);
  if (known !== undefined) return known;
  const hashed = sha1.create().update(hexToBytes(namespace.replaceAll('-', '')));
  hashedSpaces.set(namespace, hashed);
  return hashed;
};

/**
 * A name-based UUID (version 5, RFC 9562 section 5.5) of the parts in their namespace: the same cause always gets the
 * same id. Parts are joined as a JSON array, so that ('a', 'bc') and ('ab', 'c') differ.
 */
export const deriveId = (namespace: string, ...parts: ReadonlyArray<string | number>): string => {
  const name = utf8ToBytes(JSON.stringify(parts));
  const hex = bytesToHex(withVersionAndVariant(hashedSpace(namespace).clone().update(name).digest()));
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
};
