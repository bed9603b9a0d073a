import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { BackupFile } from './manifest';

/** The file's size and SHA-256; `onBytes` is told how much of it was read, of how much. */
export const hashFile = async (
  path: string,
  name: string,
  onBytes: (bytes: number, total: number) => void,
): Promise<BackupFile> => {
  const { size } = await stat(path);
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.length;
    onBytes(bytes, size);
  }
  return { name, bytes, sha256: hash.digest('hex') };
};
