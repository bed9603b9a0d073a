import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { journalFiles } from '../../adapters/embedded/journal/journal-files';
import { manifestName } from '../backup/manifest';
import { dataFiles } from './data-files';

/** What a backup consists of, by the names that the files have in a DATA_DIR too. */
export type BackupFiles = { readonly journal: string; readonly keys: string; readonly manifest: string };

export const backupFiles = (dir: string): BackupFiles => ({
  journal: journalFiles(dir).database,
  keys: dataFiles(dir).keys,
  manifest: join(dir, manifestName),
});

/** What stands in a folder, which need not be there. */
export const entriesOf = (dir: string): ReadonlyArray<string> => (existsSync(dir) ? readdirSync(dir) : []);

/** Nobody but its owner looks into it; what is there already keeps its mode. */
export const makePrivateFolder = (dir: string): void => {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
};
