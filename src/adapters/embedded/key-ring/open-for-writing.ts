import { DatabaseSync } from '@photostructure/sqlite';
import type { KeyId } from '../../../domain/ports/key-ring';
import { ensurePrivateFile } from '../private-file';
import { answered } from './answered';
import { destroyKeys } from './destroy-keys';
import { ensureInGroups } from './ensure-in-groups';
import { createKeyCache } from './key-cache';
import type { EmbeddedKeyRing } from './embedded-key-ring';
import { BUSY_MS, attempt } from './outcome';
import { prepareForWriting } from './schema';
import { readStatements, writeStatements } from './statements';

const REMEMBERED_KEYS = 10_000;

/** The one ring that makes and destroys keys. */
export const openForWriting = (file: string): EmbeddedKeyRing => {
  ensurePrivateFile(file);
  const db = new DatabaseSync(file, { timeout: BUSY_MS });
  prepareForWriting(db);
  const cache = createKeyCache(REMEMBERED_KEYS);
  const parts = { db, cache, reads: readStatements(db), writes: writeStatements(db) };
  const ensure = ensureInGroups(parts);
  const destroy = destroyKeys(parts);
  const recall = (kid: KeyId): Uint8Array | undefined => {
    const known = cache.secretOf(kid);
    if (known !== undefined) return known;
    const held = parts.reads.byKid(kid);
    if (held !== undefined) cache.remember(held.owner, held);
    return held?.secret;
  };
  return {
    ensure: (owners, { expiresAt } = {}) =>
      attempt(async () => {
        const known = answered(owners, cache.keyOf);
        return known.size === new Set(owners).size ? known : ensure({ owners, expiresAt });
      }),
    find: (kids) => attempt(async () => answered(kids, recall)),
    destroy: (owners) => attempt(async () => destroy(owners, false)),
    destroyForGood: (owners) => attempt(async () => destroy(owners, true)),
    gone: (owners) => attempt(async () => new Set(owners.filter(parts.reads.isGone))),
    held: (prefix, { after, limit }) => attempt(async () => parts.reads.held(prefix, after ?? '', limit)),
    close: () => {
      db.close();
    },
  };
};
