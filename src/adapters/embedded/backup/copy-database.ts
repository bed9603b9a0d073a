import { closeSync, openSync, rmSync } from 'node:fs';
import { backup, DatabaseSync } from '@photostructure/sqlite';
import { syncPath } from '../journal/sync-path';

/** How long the copying waits for a writer that holds the database to itself, in ms. */
const BUSY_MS = 1_000;

/** `pagesAtOnce`: how much is copied between two looks at anything else; a page is 4 KiB. */
export type CopyOptions = {
  readonly from: string;
  /** Made, with mode 0600; must not be there. */
  readonly to: string;
  readonly pagesAtOnce: number;
  readonly onProgress: (pages: number, total: number) => void;
};

/**
 * What the database holds in the instant in which this begins, whoever writes to it meanwhile: a read transaction of this
 * connection stands until the last page is copied, which SQLite's backup then neither begins anew nor mixes with later pages.
 */
const copyPages = async ({ from, to, pagesAtOnce, onProgress }: CopyOptions): Promise<void> => {
  const source = new DatabaseSync(from, { readOnly: true, timeout: BUSY_MS });
  try {
    // A transaction begins with its first reading.
    source.exec('BEGIN; SELECT count(*) FROM sqlite_schema');
    await backup(source, to, {
      rate: pagesAtOnce,
      progress: ({ totalPages, remainingPages }) => {
        onProgress(totalPages - remainingPages, totalPages);
      },
    });
  } finally {
    // Not left to the closing: a writer could not empty its log until the last statement was collected.
    if (source.isTransaction) source.exec('ROLLBACK');
    source.close();
  }
};

/** One file and nothing beside it, so that it can be read where nothing can be written. */
const leaveLog = (file: string): void => {
  const database = new DatabaseSync(file, { timeout: BUSY_MS });
  try {
    database.exec('PRAGMA journal_mode = DELETE');
  } finally {
    database.close();
  }
};

/** Copies a database beside the process that writes it, durably. Where that fails no copy is left. */
export const copyDatabase = async (options: CopyOptions): Promise<void> => {
  const { to } = options;
  closeSync(openSync(to, 'wx', 0o600));
  try {
    await copyPages(options);
    leaveLog(to);
    syncPath(to);
  } catch (cause) {
    for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(`${to}${suffix}`, { force: true });
    throw cause;
  }
};
