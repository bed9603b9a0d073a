import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { KeyOwner } from '../../../domain/ports/key-ring';
import { transaction } from '../transaction';
import type { KeyCache } from './key-cache';
import { dropOldPages } from './schema';
import type { ReadStatements, WriteStatements } from './statements';

type Parts = {
  readonly db: DatabaseSyncInstance;
  readonly reads: ReadStatements;
  readonly writes: WriteStatements;
  readonly cache: KeyCache;
};

/**
 * Overwrites the owners' secrets in the database and empties its log; `forGood`, in the same commit, they get no other key.
 * So either a key is made before and destroyed here, or it is not made at all. Where that last step fails, it fails, and doing it
 * again (for owners without a key, too) completes it.
 */
export const destroyKeys =
  ({ db, reads, writes, cache }: Parts) =>
  (owners: ReadonlyArray<KeyOwner>, forGood: boolean): void => {
    transaction(db, () => {
      for (const owner of owners) {
        if (forGood) writes.bar(owner);
        const present = reads.byOwner(owner);
        if (present === undefined) continue;
        writes.wipe(owner, present.slot);
        cache.forget(owner, present.kid);
      }
    });
    dropOldPages(db);
  };
