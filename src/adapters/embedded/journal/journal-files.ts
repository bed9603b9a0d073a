import { join } from 'node:path';

/** The files of a journal in its data directory. SQLite adds a `-shm` that holds nothing lasting. */
export type JournalFiles = { readonly database: string; readonly wal: string; readonly marker: string };

export const journalFiles = (dataDir: string): JournalFiles => ({
  database: join(dataDir, 'journal.db'),
  wal: join(dataDir, 'journal.db-wal'),
  marker: join(dataDir, 'journal.head'),
});
