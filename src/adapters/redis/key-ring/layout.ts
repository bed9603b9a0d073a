/**
 * Where a key ring lies in its Redis, as every script takes them (what braces enclose keeps them in one slot):
 * - `id`: the ring's own name, by which a wiped or another Redis is noticed;
 * - `owners`, a hash: for each owner the key's name, its secret and its expiry, one after the other;
 * - `kids`, a hash: the owner of each key;
 * - `held`, sorted by owner: who has a key;
 * - `gone`, a set: the owners that get no key any more;
 * - `destroyed`: how many keys were destroyed.
 */
export const ringKeys: ReadonlyArray<string> = ['id', 'owners', 'kids', 'held', 'gone', 'destroyed'].map(
  (part) => `ledger:{keyring}:${part}`,
);

export const destroyedKey = 'ledger:{keyring}:destroyed';
/** How many of the destroyed keys the files of the Redis have forgotten. */
export const scrubbedKey = 'ledger:{keyring}:scrubbed';

/** 12 random bytes in base64url, and 32 random bytes. */
export const KID_BYTES = 12;
export const KID_LENGTH = 16;
export const SECRET_LENGTH = 32;
