import { existsSync, statSync } from 'node:fs';
import { DamageFound } from './damage';
import type { Head } from './head-marker';
import { inspectWal } from './inspect-wal';
import type { JournalFiles } from './journal-files';
import { syncPath } from './sync-path';

const sizeOf = (file: string): number => (existsSync(file) ? statSync(file).size : 0);

/**
 * What must be seen before SQLite opens the files, since opening them may repair them by forgetting: an empty database
 * makes it delete the log, a broken frame makes it ignore what follows. What a killed process wrote without syncing is
 * synced, so that nothing is called stored that a power loss could still take. Throws DamageFound.
 */
export const prepareFiles = ({ database, wal }: JournalFiles, acknowledged: Head | undefined): void => {
  const known = existsSync(database) || sizeOf(wal) > 0 || (acknowledged?.position ?? 0) > 0;
  if (known && sizeOf(database) === 0)
    throw new DamageFound({ file: database, offset: 0, detail: 'the database is missing or empty' });
  if (sizeOf(wal) === 0) return;
  const damage = inspectWal(wal);
  if (damage !== undefined) throw new DamageFound(damage);
  syncPath(wal);
};

/** Where the journal ends as it stands on disk: the place to name when something that should follow is not there. */
export const endOfFiles = ({ database, wal }: JournalFiles): { readonly file: string; readonly offset: number } => {
  const file = sizeOf(wal) > 0 ? wal : database;
  return { file, offset: sizeOf(file) };
};
