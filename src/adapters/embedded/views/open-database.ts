import { rmSync } from 'node:fs';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { saysDamaged } from '../sqlite-failure';
import { schema, schemaVersion } from './schema';

/** How long a write of another connection is waited for. */
const busyMillis = 1_000;

const versionOf = (database: DatabaseSyncInstance): unknown => {
  const row = database.prepare('PRAGMA user_version').get() as { readonly user_version: unknown };
  return row.user_version;
};

/** A connection that writes nothing, beside the process that does or without one. */
export const openToRead = (file: string): DatabaseSyncInstance =>
  new DatabaseSync(file, { readOnly: true, timeout: busyMillis });

/** Undefined where the file holds the tables of another version. */
const openToWrite = (file: string): DatabaseSyncInstance | undefined => {
  const database = new DatabaseSync(file, { timeout: busyMillis });
  try {
    // NORMAL: a power loss may take the last steps back, but tears none; the journal has what is needed to go on.
    // The log is copied back between the steps, not within one (pace-checkpoints.ts).
    database.exec(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -16384; PRAGMA wal_autocheckpoint = 0;',
    );
    if (versionOf(database) === 0) database.exec(`BEGIN IMMEDIATE; ${schema} COMMIT;`);
    if (versionOf(database) === schemaVersion) return database;
  } catch (cause) {
    database.close();
    throw cause;
  }
  database.close();
  return undefined;
};

const tryToWrite = (file: string): DatabaseSyncInstance | undefined => {
  try {
    return openToWrite(file);
  } catch (cause) {
    if (saysDamaged(cause)) return undefined;
    throw cause;
  }
};

/** Removes the file, and what SQLite keeps beside it, and begins it anew. */
export const remake = (file: string): DatabaseSyncInstance => {
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
  const database = openToWrite(file);
  if (database === undefined) throw new Error('a new file can not hold another schema');
  return database;
};

/** A file that is damaged, or of another schema, is made anew: the journal has all that it held. */
export const openOrRemake = (file: string, onRemade: () => void): DatabaseSyncInstance => {
  const database = tryToWrite(file);
  if (database !== undefined) return database;
  onRemade();
  return remake(file);
};
