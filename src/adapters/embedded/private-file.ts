import { chmodSync, closeSync, existsSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { syncPath } from './journal/sync-path';

/** Sees to it that the file is there, and that nobody but its owner can read it; its name survives a power loss. */
export const ensurePrivateFile = (file: string): void => {
  const isNew = !existsSync(file);
  closeSync(openSync(file, 'a', 0o600));
  chmodSync(file, 0o600);
  if (isNew) syncPath(dirname(file));
};
