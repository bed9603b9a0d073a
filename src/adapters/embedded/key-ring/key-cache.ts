import type { Key, KeyId, KeyOwner } from '../../../domain/ports/key-ring';
import { createLruCache } from '../../../domain/shared/lru-cache';

/** Living keys, by owner and by name. What is forgotten is gone from both. */
export type KeyCache = {
  readonly keyOf: (owner: KeyOwner) => Key | undefined;
  readonly secretOf: (kid: KeyId) => Uint8Array | undefined;
  readonly remember: (owner: KeyOwner, key: Key) => void;
  readonly forget: (owner: KeyOwner, kid: KeyId) => void;
};

export const createKeyCache = (limit: number): KeyCache => {
  const byOwner = createLruCache<KeyOwner, Key>(limit);
  const byKid = createLruCache<KeyId, Uint8Array>(limit);
  return {
    keyOf: (owner) => byOwner.get(owner),
    secretOf: (kid) => byKid.get(kid),
    remember: (owner, key) => {
      byOwner.set(owner, key);
      byKid.set(key.kid, key.secret);
    },
    forget: (owner, kid) => {
      byOwner.delete(owner);
      byKid.delete(kid);
    },
  };
};
