import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { writeWholeFile } from './write-whole-file';

const MADE_BYTES = 32;

/** The HS256 secret kept in DATA_DIR, readable by its owner only, made at the first asking. */
export const keptJwtSecret = (file: string): string => {
  const kept = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
  if (kept !== '') return kept;
  mkdirSync(dirname(file), { recursive: true });
  const made = randomBytes(MADE_BYTES).toString('base64url');
  writeWholeFile(file, made);
  return made;
};
