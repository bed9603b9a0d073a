import { closeSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { openToWrite } from './open-database';
import { APPLICATION_ID, SCHEMA_VERSION, schema } from './schema';
import { syncPath } from './sync-path';

const statements = [...schema, `PRAGMA application_id = ${APPLICATION_ID}`, `PRAGMA user_version = ${SCHEMA_VERSION}`];

/** An empty journal, made aside and renamed into place, so that a crash leaves either none or a whole one. */
export const createDatabase = (file: string): void => {
  const directory = dirname(file);
  const draft = `${file}.new`;
  if (mkdirSync(directory, { recursive: true, mode: 0o700 }) !== undefined) syncPath(dirname(directory));
  for (const leftover of [draft, `${draft}-wal`, `${draft}-shm`, `${draft}-journal`]) rmSync(leftover, { force: true });
  // SQLite gives the files beside it the same mode.
  closeSync(openSync(draft, 'wx', 0o600));
  const database = openToWrite(draft);
  for (const statement of statements) database.exec(statement);
  database.close();
  syncPath(draft);
  renameSync(draft, file);
  syncPath(directory);
};
