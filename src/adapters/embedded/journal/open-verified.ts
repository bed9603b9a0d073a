import { existsSync } from 'node:fs';
import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import { createDatabase } from './create-database';
import { DamageFound } from './damage';
import { damageIn } from './damaged-error';
import { readHeadMarker } from './head-marker';
import type { JournalFiles } from './journal-files';
import { openToRead, openToWrite } from './open-database';
import { endOfFiles, prepareFiles } from './prepare-files';
import { type Progress, verifyEvents } from './verify-events';
import { verifyIndexes } from './verify-indexes';
import { verifyStructure } from './verify-structure';

type Report = (progress: Progress) => void;

/** Reads everything and changes nothing. Answers with whether there are tombstones. Throws DamageFound, or what SQLite says of a damaged file. */
export const verifyFiles = (files: JournalFiles, report: Report): boolean => {
  const acknowledged = readHeadMarker(files.marker);
  prepareFiles(files, acknowledged);
  if (!existsSync(files.database)) return false;
  const database = openToRead(files.database);
  try {
    verifyStructure(database, files);
    const digest = verifyEvents(database, files, acknowledged, report);
    const due = acknowledged?.position ?? 0;
    const detail = `the journal ends at event ${digest.events}, but event ${due} was acknowledged`;
    if (digest.events < due) throw new DamageFound({ ...endOfFiles(files), detail });
    verifyIndexes(database, files, digest);
    return digest.tombstones > 0;
  } finally {
    database.close();
  }
};

/**
 * Opens the journal for writing once all of it has been read and found whole, up to the last event that was acknowledged.
 * What is refused is left as it was. The time this takes grows with the journal: docs/decisions/001-embedded-journal.md
 * has the rate. Throws DamageFound.
 */
export const openVerified = (
  files: JournalFiles,
  report: Report,
): { readonly database: DatabaseSyncInstance; readonly tombstones: boolean } => {
  let tombstones: boolean;
  try {
    tombstones = verifyFiles(files, report);
  } catch (error) {
    const damage = damageIn(error, files.database);
    throw damage === undefined ? error : new DamageFound(damage);
  }
  if (!existsSync(files.database)) createDatabase(files.database);
  const database = openToWrite(files.database);
  // An empty log to begin with: no torn remains in it could later be taken for damage.
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  return { database, tombstones };
};
