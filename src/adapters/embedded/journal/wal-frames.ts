import { readSync } from 'node:fs';

/** https://www.sqlite.org/fileformat2.html#the_write_ahead_log */
export const WAL_HEADER_BYTES = 32;
export const FRAME_HEADER_BYTES = 24;
const MAGIC = 0x377f0682;

export type Sums = readonly [number, number];
export type WalHeader = {
  readonly salts: Buffer;
  readonly sums: Sums;
  readonly bigEndian: boolean;
  readonly pageBytes: number;
};

export type Frame = {
  /** Whether it was written since the log last began anew; others are left over from before. */
  readonly current: boolean;
  readonly commits: boolean;
  /** The sums that it carries, and those that its content has after the frame before it. */
  readonly stored: Sums;
  readonly sumsAfter: (before: Sums) => Sums;
};

export const sameSums = (a: Sums, b: Sums): boolean => a[0] === b[0] && a[1] === b[1];

const storedSums = (bytes: Buffer, offset: number): Sums => [
  bytes.readUInt32BE(offset),
  bytes.readUInt32BE(offset + 4),
];

const sum = (bytes: Buffer, bigEndian: boolean, before: Sums): Sums => {
  let [first, second] = before;
  const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let offset = 0; offset < bytes.length; offset += 8) {
    first = (first + words.getUint32(offset, !bigEndian) + second) >>> 0;
    second = (second + words.getUint32(offset + 4, !bigEndian) + first) >>> 0;
  }
  return [first, second];
};

/** Undefined where the header is not one, or does not match its own checksum. */
export const readWalHeader = (descriptor: number): WalHeader | undefined => {
  const bytes = Buffer.alloc(WAL_HEADER_BYTES);
  if (readSync(descriptor, bytes, 0, WAL_HEADER_BYTES, 0) < WAL_HEADER_BYTES) return undefined;
  const magic = bytes.readUInt32BE(0);
  if ((magic & ~1) >>> 0 !== MAGIC) return undefined;
  const bigEndian = (magic & 1) === 1;
  const sums = sum(bytes.subarray(0, 24), bigEndian, [0, 0]);
  if (!sameSums(sums, storedSums(bytes, 24))) return undefined;
  return { salts: bytes.subarray(16, 24), sums, bigEndian, pageBytes: bytes.readUInt32BE(8) };
};

/** The whole frames of the log in order; a last one that is cut short is left out. */
export function* readFrames(descriptor: number, { salts, bigEndian, pageBytes }: WalHeader): Generator<Frame> {
  const bytes = Buffer.alloc(FRAME_HEADER_BYTES + pageBytes);
  for (let offset = WAL_HEADER_BYTES; ; offset += bytes.length) {
    if (readSync(descriptor, bytes, 0, bytes.length, offset) < bytes.length) return;
    yield {
      current: bytes.subarray(8, 16).equals(salts),
      commits: bytes.readUInt32BE(4) !== 0,
      stored: storedSums(bytes, 16),
      sumsAfter: (before) =>
        sum(bytes.subarray(FRAME_HEADER_BYTES), bigEndian, sum(bytes.subarray(0, 8), bigEndian, before)),
    };
  }
}
