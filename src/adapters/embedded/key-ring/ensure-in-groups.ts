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

/** 96 random bits: no name comes twice. */
const newKey = (): Key => ({ kid: randomBytes(12).toString('base64url'), secret: new Uint8Array(randomBytes(32)) });

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
