import type { DatabaseSyncInstance } from '@photostructure/sqlite';

/**
 * Secrets lie in slots of one size that are only ever appended and overwritten in place. SQLite moves the cells of rows
 * that come and go, and `secure_delete` does not wipe what it moved them from: deleted keys have been found again there.
 * `gone` names the owners that get no key any more.
 */
const schema = `
  CREATE TABLE IF NOT EXISTS slot (id INTEGER PRIMARY KEY, secret BLOB NOT NULL);
  CREATE TABLE IF NOT EXISTS free_slot (id INTEGER PRIMARY KEY);
  CREATE TABLE IF NOT EXISTS holder (
    owner TEXT PRIMARY KEY,
    kid TEXT NOT NULL UNIQUE,
    slot INTEGER NOT NULL,
    expires_at TEXT
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS gone (owner TEXT PRIMARY KEY) WITHOUT ROWID;`;

/**
 * Empties the write-ahead log into the database, so that no older picture of a page is left in it. Fails where another
 * process is reading.
 */
export const dropOldPages = (db: DatabaseSyncInstance): void => {
  const answer = db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get() as { readonly busy: number };
  if (answer.busy !== 0) throw new Error('The key ring is being read by another process; its log could not be emptied');
};

/** Also finishes a destruction that a crash cut off before the log was emptied. */
export const prepareForWriting = (db: DatabaseSyncInstance): void => {
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON');
  db.exec(schema);
  dropOldPages(db);
};
