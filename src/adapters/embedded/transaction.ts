import type { DatabaseSyncInstance } from '@photostructure/sqlite';

/** All or nothing: what `work` wrote is undone if it throws. */
export const transaction = <A>(db: DatabaseSyncInstance, work: () => A): A => {
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    db.exec('COMMIT');
    return result;
  } catch (cause) {
    // A failed COMMIT (a full disk) may have ended the transaction already.
    if (db.isTransaction) db.exec('ROLLBACK');
    throw cause;
  }
};
