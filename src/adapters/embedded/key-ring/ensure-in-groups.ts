import { randomBytes } from 'node:crypto';
import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { Key, KeyOwner } from '../../../domain/ports/key-ring';
import type { Instant } from '../../../domain/shared/codecs';
import { groupByTick } from '../group-by-tick';
import { transaction } from '../transaction';
import { answered } from './answered';
import type { KeyCache } from './key-cache';
import type { ReadStatements, WriteStatements } from './statements';

type Wanted = { readonly owners: ReadonlyArray<KeyOwner>; readonly expiresAt: Instant | undefined };
type Keys = ReadonlyMap<KeyOwner, Key>;
type Parts = {
  readonly db: DatabaseSyncInstance;
  readonly reads: ReadStatements;
  readonly writes: WriteStatements;
  readonly cache: KeyCache;
};

const SECRET_BYTES = 32;
/** 96 random bits: no name comes twice. */
const NAME_BYTES = 12;
const KEY_BYTES = NAME_BYTES + SECRET_BYTES;
const KEYS_AT_ONCE = 64;
let random = Buffer.alloc(0);

/** Drawn many at once, since each drawing costs as much as a key does otherwise. What was given out is nowhere else. */
const newKey = (): Key => {
  if (random.length === 0) random = randomBytes(KEY_BYTES * KEYS_AT_ONCE);
  const drawn = random.subarray(0, KEY_BYTES);
  random = random.subarray(KEY_BYTES);
  const kid = drawn.toString('base64url', 0, NAME_BYTES);
  const secret = new Uint8Array(drawn.subarray(NAME_BYTES));
  drawn.fill(0);
  return { kid, secret };
};

/** Reads or makes the keys of all callers of one turn of the event loop, in one commit; none for an owner that is gone. */
export const ensureInGroups = ({ db, reads, writes, cache }: Parts): ((wanted: Wanted) => Promise<Keys>) => {
  const keyFor = (owner: KeyOwner, expiresAt: Instant | undefined): Key | undefined => {
    const present = reads.byOwner(owner);
    if (present !== undefined) return { kid: present.kid, secret: present.secret };
    if (reads.isGone(owner)) return undefined;
    const made = newKey();
    writes.keep(owner, made, expiresAt);
    return made;
  };
  const keysFor = ({ owners, expiresAt }: Wanted): Keys => answered(owners, (owner) => keyFor(owner, expiresAt));
  return groupByTick((group) => {
    const answers = transaction(db, () => group.map(keysFor));
    // Before anyone continues: a caller that destroys a key at once must not have it remembered afterwards.
    for (const keys of answers) for (const [owner, key] of keys) cache.remember(owner, key);
    return answers;
  });
};
