import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { writeWholeFile } from './write-whole-file';

const MADE_BYTES = 32;

const isMissing = (cause: unknown): boolean =>
  cause instanceof Error && (cause as NodeJS.ErrnoException).code === 'ENOENT';

const present = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'utf8').trim() || undefined;
  } catch (cause) {
    if (isMissing(cause)) return undefined;
    throw cause;
  }
};

/** The HS256 secret kept in DATA_DIR, readable by its owner only, made at the first asking. */
export const keptJwtSecret = (file: string): string => {
  const kept = present(file);
  if (kept !== undefined) return kept;
  mkdirSync(dirname(file), { recursive: true });
  const made = randomBytes(MADE_BYTES).toString('base64url');
  writeWholeFile(file, made);
  return made;
};
