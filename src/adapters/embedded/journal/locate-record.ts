import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import type { JournalFiles } from './journal-files';

const CHUNK = 1024 * 1024;
/** What of a record certainly stands in one piece in its page, whatever its length. */
const IN_ONE_PIECE = 400;

const locateIn = (file: string, needle: Buffer): number | undefined => {
  const descriptor = openSync(file, 'r');
  try {
    const chunk = Buffer.alloc(CHUNK + needle.length);
    for (let start = 0; ; start += CHUNK) {
      const read = readSync(descriptor, chunk, 0, chunk.length, start);
      const found = chunk.subarray(0, read).indexOf(needle);
      if (found >= 0) return start + found;
      if (read < chunk.length) return undefined;
    }
  } finally {
    closeSync(descriptor);
  }
};

/** Where the files hold a record, by searching for its bytes: slow, and only for saying where the damage is. */
export const locateRecord = (
  files: JournalFiles,
  record: Buffer,
): { readonly file: string; readonly offset: number } => {
  const needle = record.subarray(0, IN_ONE_PIECE);
  for (const file of [files.wal, files.database]) {
    const offset = needle.length > 0 && existsSync(file) ? locateIn(file, needle) : undefined;
    if (offset !== undefined) return { file, offset };
  }
  return { file: files.database, offset: 0 };
};
