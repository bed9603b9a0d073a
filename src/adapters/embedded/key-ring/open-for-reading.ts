import { DatabaseSync } from '@photostructure/sqlite';
import type { Key, KeyOwner } from '../../../domain/ports/key-ring';
import { answered } from './answered';
import type { EmbeddedKeyRing } from './embedded-key-ring';
import { BUSY_MS, attempt } from './outcome';
import { readStatements } from './statements';

const refuse = (): never => {
  throw new Error('The key ring was opened to be read only');
};

/** A ring beside the process that writes it. It remembers no key, since the other process may destroy one at any time. */
export const openForReading = (file: string): EmbeddedKeyRing => {
  const db = new DatabaseSync(file, { timeout: BUSY_MS, readOnly: true });
  const reads = readStatements(db);
  const presentKey = (owner: KeyOwner): readonly [KeyOwner, Key] => {
    const { kid, secret } = reads.byOwner(owner) ?? refuse();
    return [owner, { kid, secret }];
  };
  return {
    ensure: (owners) => attempt(async () => new Map(owners.map(presentKey))),
    find: (kids) => attempt(async () => answered(kids, (kid) => reads.byKid(kid)?.secret)),
    destroy: () => attempt(async () => refuse()),
    destroyForGood: () => attempt(async () => refuse()),
    gone: (owners) => attempt(async () => new Set(owners.filter(reads.isGone))),
    held: (prefix, { after, limit }) => attempt(async () => reads.held(prefix, after ?? '', limit)),
    close: () => {
      db.close();
    },
  };
};
