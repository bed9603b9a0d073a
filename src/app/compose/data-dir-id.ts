import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { writeWholeFile } from './write-whole-file';

/**
 * The name of a DATA_DIR among others, made by the first who holds its lock. Not to be copied to another machine: who holds
 * the lock takes every incarnation of this name for dead but its own.
 */
export const dataDirId = (file: string): string => {
  const kept = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
  if (kept !== '') return kept;
  const made = randomUUID();
  writeWholeFile(file, made);
  return made;
};
