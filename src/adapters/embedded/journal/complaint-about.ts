import { crc32 } from 'node:zlib';
import { RECORD_FORMAT, at, checksumOf } from './record';

/** What is wrong with a record as it was read, or nothing. A record that passes can be decoded without further checks. */
export const complaintAbout = (record: Buffer): string | undefined => {
  if (record.length < at.body) return 'it is cut short';
  if (crc32(record.subarray(at.format)) !== checksumOf(record)) return 'its checksum does not match';
  return record[at.format] === RECORD_FORMAT ? undefined : 'its format is unknown';
};
