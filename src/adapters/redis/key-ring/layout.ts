/**
 * Where a key ring lies in its Redis, as every script takes them (what braces enclose keeps them in one slot):
 * - `id`: the ring's own name, by which a wiped or another Redis is noticed;
 * - `owners`, a hash: for each owner the key's name, its secret and its expiry, one after the other;
 * - `kids`, a hash: the owner of each key;
 * - `held`, sorted by owner: who has a key;
 * - `gone`, a set: the owners that get no key any more;
 * - `unscrubbed`: how many destructions the files of the Redis may still remember.
 */
export const ringKeys: ReadonlyArray<string> = ['id', 'owners', 'kids', 'held', 'gone', 'unscrubbed'].map(
  (part) => `ledger:{keyring}:${part}`,
);

/** Who rewrites the files of the Redis at the moment. */
export const scrubberKey = 'ledger:{keyring}:scrubber';

/** 12 random bytes in base64url, and 32 random bytes. */
export const KID_BYTES = 12;
export const KID_LENGTH = 16;
export const SECRET_LENGTH = 32;
