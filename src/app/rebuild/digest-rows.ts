import { hash } from 'node:crypto';
import type { RowKey } from '../../domain/shared/view';

const LANES = 8;
const HEX_DIGITS = 8;
const BYTES = 4;
const nothing = '0'.repeat(LANES * HEX_DIGITS);

/** One row's part of the digest, of its key and its value's JSON. */
const partOf = ({ table, key }: RowKey, json: string): Buffer =>
  hash('sha256', `${JSON.stringify([table, key])}${json}`, 'buffer');

const sumsOf = (hex: string): Uint32Array =>
  Uint32Array.from({ length: LANES }, (_, lane) => parseInt(hex.slice(lane * HEX_DIGITS, (lane + 1) * HEX_DIGITS), 16));
const hexOf = (sums: Uint32Array): string =>
  Array.from(sums, (sum) => sum.toString(16).padStart(HEX_DIGITS, '0')).join('');

/** The digest of two sets that have no row in common. */
export const sumOfDigests = (one: string, other: string): string => {
  const more = sumsOf(other);
  return hexOf(sumsOf(one).map((sum, lane) => sum + (more[lane] ?? 0)));
};

/**
 * Of a set of rows, whatever their order: the sums of their SHA-256 hashes, taken as eight numbers of 32 bits, so that a row
 * can be added and taken away. It tells a fault of a store, not the work of a forger. Views give a value back with its fields in
 * the order they were written in.
 */
export type RowsDigest = {
  readonly add: (row: RowKey, json: string) => void;
  readonly take: (row: RowKey, json: string) => void;
  readonly hex: () => string;
};

export const digestRows = (from = nothing): RowsDigest => {
  const sums = sumsOf(from);
  const each = (part: Buffer, change: (sum: number, by: number) => number): void => {
    for (let lane = 0; lane < LANES; lane += 1) sums[lane] = change(sums[lane] ?? 0, part.readUInt32BE(lane * BYTES));
  };
  return {
    add: (row, json) => each(partOf(row, json), (sum, by) => sum + by),
    take: (row, json) => each(partOf(row, json), (sum, by) => sum - by),
    hex: () => hexOf(sums),
  };
};
