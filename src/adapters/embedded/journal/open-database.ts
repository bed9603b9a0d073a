import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';

/** How long a checkpoint waits for readers of other processes, in ms. */
const BUSY_MS = 1000;

/**
 * One sync for each commit; the log is copied back every 16 MB or so. Nothing of an unfinished transaction is spilled into
 * the log, where it could be taken for a damaged part of it.
 */
const settings = [
  'PRAGMA journal_mode = WAL',
  'PRAGMA synchronous = FULL',
  'PRAGMA fullfsync = ON',
  'PRAGMA checkpoint_fullfsync = ON',
  'PRAGMA wal_autocheckpoint = 4000',
  'PRAGMA journal_size_limit = 67108864',
  'PRAGMA cache_size = -16384',
  'PRAGMA cache_spill = OFF',
];

/** A connection that writes. There is one for each journal. */
export const openToWrite = (file: string): DatabaseSyncInstance => {
  const database = new DatabaseSync(file, { timeout: BUSY_MS, returnArrays: true });
  for (const setting of settings) database.exec(setting);
  return database;
};

/** A connection that changes no file but the `-shm`, not even by being closed. */
export const openToRead = (file: string): DatabaseSyncInstance =>
  new DatabaseSync(file, { timeout: BUSY_MS, returnArrays: true, readOnly: true });
