import { crc32 } from 'node:zlib';
import { at, writeU64 } from './record';

export type Place = { readonly position: number; readonly revision: number; readonly streamNumber: number };

/** Completes a record in its own bytes: its place first, then the checksum over all of it. */
export const placeRecord = (record: Buffer, { position, revision, streamNumber }: Place): void => {
  writeU64(record, position, at.position);
  writeU64(record, revision, at.revision);
  writeU64(record, streamNumber, at.streamNumber);
  record.writeUInt32LE(crc32(record.subarray(at.format)), at.checksum);
};
