import { createHash } from 'node:crypto';
import type { JsonObject } from '../../domain/shared/json';
import type { RowKey } from '../../domain/shared/view';

const MODULUS = 2n ** 256n;
const HEX_DIGITS = 64;

/** One row's part of the digest. Views give a value back with its fields in the order they were written in. */
const partOf = ({ table, key }: RowKey, value: JsonObject): bigint =>
  BigInt(
    `0x${createHash('sha256')
      .update(JSON.stringify([table, key, value]))
      .digest('hex')}`,
  );

/**
 * Of a set of rows, whatever their order: the sum of their SHA-256 hashes, so that a row can be added and taken away. It
 * tells a fault of a store, not the work of a forger.
 */
export type RowsDigest = {
  readonly add: (row: RowKey, value: JsonObject) => void;
  readonly take: (row: RowKey, value: JsonObject) => void;
  readonly hex: () => string;
};

export const digestRows = (from = '0'): RowsDigest => {
  let sum = BigInt(`0x${from}`);
  return {
    add: (row, value) => {
      sum = (sum + partOf(row, value)) % MODULUS;
    },
    take: (row, value) => {
      sum = (sum + MODULUS - partOf(row, value)) % MODULUS;
    },
    hex: () => sum.toString(16).padStart(HEX_DIGITS, '0'),
  };
};
