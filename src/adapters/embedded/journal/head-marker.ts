import { closeSync, constants, openSync, readFileSync, writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { errorField } from '../error-field';
import { readU64, writeU64 } from './record';

/** The last event that was acknowledged, by its position and its record's checksum. */
export type Head = { readonly position: number; readonly checksum: number };

const BYTES = 16;

/**
 * What the marker last said; undefined where it is missing or torn. It is written after each commit and never synced:
 * after a power loss it may lag behind, but it is never ahead of what was stored. A journal that ends before it has lost
 * something.
 */
export const readHeadMarker = (file: string): Head | undefined => {
  const bytes = readIfThere(file);
  if (bytes?.length !== BYTES || crc32(bytes.subarray(4)) !== bytes.readUInt32LE(0)) return undefined;
  return { checksum: bytes.readUInt32LE(4), position: readU64(bytes, 8) };
};

const readIfThere = (file: string): Buffer | undefined => {
  try {
    return readFileSync(file);
  } catch (error) {
    if (errorField(error, 'code') === 'ENOENT') return undefined;
    throw error;
  }
};

export type HeadMarker = { readonly write: (head: Head) => void; readonly close: () => void };

/** Its writes are also the signal by which readers in other processes learn of a commit. */
export const openHeadMarker = (file: string): HeadMarker => {
  const descriptor = openSync(file, constants.O_RDWR | constants.O_CREAT, 0o600);
  const bytes = Buffer.alloc(BYTES);
  return {
    write: ({ position, checksum }) => {
      bytes.writeUInt32LE(checksum, 4);
      writeU64(bytes, position, 8);
      bytes.writeUInt32LE(crc32(bytes.subarray(4)), 0);
      writeSync(descriptor, bytes, 0, BYTES, 0);
    },
    close: () => {
      closeSync(descriptor);
    },
  };
};
