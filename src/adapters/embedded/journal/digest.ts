import { crc32 } from 'node:zlib';
import { isTombstone, positionOf, revisionOf, streamNumberOf, streamOf } from './record';

/** What the records say, against which the index and the table of streams are held: sums that no order changes. */
export type Digest = {
  readonly events: number;
  readonly places: number;
  readonly streams: number;
  readonly names: number;
  readonly tombstones: number;
};

/** A prime, so that no single flipped bit leaves a remainder as it was. */
const MODULUS = 2_147_483_647;
const SUM_MODULUS = 2 ** 48;
const STREAM_FACTOR = 7919;
const REVISION_FACTOR = 104_729;
const POSITION_FACTOR = 31;

/** The count and the sum over the index, as one row. */
export const placesSql = `SELECT count(*), coalesce(sum(
  (stream * ${STREAM_FACTOR} + revision * ${REVISION_FACTOR} + position * ${POSITION_FACTOR}) % ${MODULUS}
) % ${SUM_MODULUS}, 0) FROM events INDEXED BY places`;

const placeOf = (stream: number, revision: number, position: number): number =>
  (stream * STREAM_FACTOR + revision * REVISION_FACTOR + position * POSITION_FACTOR) % MODULUS;

export const nameSum = (sum: number, name: string, number: number): number =>
  (sum + ((crc32(name) * 31 + number * STREAM_FACTOR) % MODULUS)) % SUM_MODULUS;

export type Digester = { readonly add: (record: Buffer) => void; readonly result: () => Digest };

export const createDigester = (): Digester => {
  let [events, places, streams, names, tombstones] = [0, 0, 0, 0, 0];
  return {
    add: (record) => {
      const stream = streamNumberOf(record);
      const revision = revisionOf(record);
      events += 1;
      places = (places + placeOf(stream, revision, positionOf(record))) % SUM_MODULUS;
      if (isTombstone(record)) tombstones += 1;
      if (revision !== 0) return;
      streams += 1;
      names = nameSum(names, streamOf(record), stream);
    },
    result: () => ({ events, places, streams, names, tombstones }),
  };
};
