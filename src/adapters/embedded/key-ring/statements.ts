import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { HeldKey, Key, KeyId, KeyOwner } from '../../../domain/ports/key-ring';
import { Instant } from '../../../domain/shared/codecs';

type Holder = Key & { readonly owner: KeyOwner; readonly slot: number };
type Held = { readonly owner: string; readonly expires_at: string | null };

/** Higher than any character of an owner's name (UTF-8 order). */
const LAST = '\u{10FFFF}';

const toHeldKey = ({ owner, expires_at }: Held): HeldKey => ({
  owner,
  expiresAt: Instant.is(expires_at) ? expires_at : null,
});

export type ReadStatements = {
  readonly byOwner: (owner: KeyOwner) => Holder | undefined;
  readonly byKid: (kid: KeyId) => Holder | undefined;
  /** Whether the owner was destroyed for good. */
  readonly isGone: (owner: KeyOwner) => boolean;
  readonly held: (prefix: string, after: KeyOwner, limit: number) => ReadonlyArray<HeldKey>;
};

/** The questions that readers ask. */
export const readStatements = (db: DatabaseSyncInstance): ReadStatements => {
  const holder = 'SELECT owner, kid, secret, slot FROM holder JOIN slot ON slot.id = slot';
  const byOwner = db.prepare(`${holder} WHERE owner = ?`);
  const byKid = db.prepare(`${holder} WHERE kid = ?`);
  const held = db.prepare(
    'SELECT owner, expires_at FROM holder WHERE owner >= ? AND owner < ? AND owner > ? ORDER BY owner LIMIT ?',
  );
  const gone = db.prepare('SELECT 1 FROM gone WHERE owner = ?');
  return {
    isGone: (owner) => gone.get(owner) !== undefined,
    byOwner: (owner) => byOwner.get(owner) as Holder | undefined,
    byKid: (kid) => byKid.get(kid) as Holder | undefined,
    held: (prefix, after, limit) =>
      (held.all(prefix, `${prefix}${LAST}`, after, limit) as ReadonlyArray<Held>).map(toHeldKey),
  };
};

export type WriteStatements = {
  readonly keep: (owner: KeyOwner, key: Key, expiresAt: Instant | undefined) => void;
  /** Overwrites the secret with zeros and gives its slot free. */
  readonly wipe: (owner: KeyOwner, slot: number) => void;
  /** From now on the owner is gone; again is no change. */
  readonly bar: (owner: KeyOwner) => void;
};

export const writeStatements = (db: DatabaseSyncInstance): WriteStatements => {
  const freeSlot = db.prepare('DELETE FROM free_slot WHERE id = (SELECT min(id) FROM free_slot) RETURNING id');
  const refill = db.prepare('UPDATE slot SET secret = ? WHERE id = ?');
  const append = db.prepare('INSERT INTO slot (secret) VALUES (?) RETURNING id');
  const hold = db.prepare('INSERT INTO holder (owner, kid, slot, expires_at) VALUES (?, ?, ?, ?)');
  const erase = db.prepare('UPDATE slot SET secret = zeroblob(32) WHERE id = ?');
  const giveFree = db.prepare('INSERT INTO free_slot (id) VALUES (?)');
  const letGo = db.prepare('DELETE FROM holder WHERE owner = ?');
  const barOwner = db.prepare('INSERT INTO gone (owner) VALUES (?) ON CONFLICT DO NOTHING');
  const place = (secret: Uint8Array): number => {
    const free = freeSlot.get() as { readonly id: number } | undefined;
    if (free === undefined) return (append.get(secret) as { readonly id: number }).id;
    refill.run(secret, free.id);
    return free.id;
  };
  return {
    keep: (owner, { kid, secret }, expiresAt) => {
      hold.run(owner, kid, place(secret), expiresAt ?? null);
    },
    wipe: (owner, slot) => {
      erase.run(slot);
      giveFree.run(slot);
      letGo.run(owner);
    },
    bar: (owner) => {
      barOwner.run(owner);
    },
  };
};
