import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';

/** Puts a file there whole or not at all, durable, readable and writable by its owner only. */
export const writeWholeFile = (file: string, text: string): void => {
  const unfinished = `${file}.new`;
  const descriptor = openSync(unfinished, 'w', 0o600);
  try {
    writeSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(unfinished, file);
};
