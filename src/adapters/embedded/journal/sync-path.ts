import { closeSync, fsyncSync, openSync } from 'node:fs';

/** fsync of a file, or of a directory and the names in it. */
export const syncPath = (path: string): void => {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
};
