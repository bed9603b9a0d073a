import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import * as TE from 'fp-ts/TaskEither';

/** Another process works on the directory; `pid` is absent where it has not yet said who it is. */
export type DataDirLocked = {
  readonly _tag: 'DataDirLocked';
  readonly dataDir: string;
  readonly pid: number | undefined;
};
export type DataDirUnusable = { readonly _tag: 'DataDirUnusable'; readonly dataDir: string; readonly cause: unknown };

export type DataDirLock = { readonly release: () => void };

const SQLITE_BUSY = 5;

const isBusy = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'sqliteCode' in error && error.sqliteCode === SQLITE_BUSY;

const pidIn = (file: string): number | undefined => {
  const pid = Number.parseInt(readFileSync(file, { encoding: 'utf8', flag: 'a+' }), 10);
  return Number.isNaN(pid) ? undefined : pid;
};

/**
 * Makes this process the only one that writes to the directory, which is made where it is missing. The lock is the
 * operating system's, on a file that SQLite holds locked: it goes with the process, however that ends, so nothing stale is
 * ever left. The file with the process id beside it says who, and decides nothing.
 */
export const lockDataDir = (dataDir: string): TE.TaskEither<DataDirLocked | DataDirUnusable, DataDirLock> => {
  const holder = join(dataDir, 'lock.pid');
  return TE.tryCatch(
    async () => {
      mkdirSync(dataDir, { recursive: true, mode: 0o700 });
      const database = new DatabaseSync(join(dataDir, 'lock.db'), { timeout: 0 });
      try {
        database.exec('BEGIN EXCLUSIVE');
      } catch (error) {
        database.close();
        throw error;
      }
      writeFileSync(holder, `${process.pid}\n`, { mode: 0o600 });
      return {
        release: () => {
          rmSync(holder, { force: true });
          database.close();
        },
      };
    },
    (cause) =>
      isBusy(cause)
        ? { _tag: 'DataDirLocked', dataDir, pid: pidIn(holder) }
        : { _tag: 'DataDirUnusable', dataDir, cause },
  );
};
