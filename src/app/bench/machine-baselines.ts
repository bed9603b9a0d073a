import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { rateOf } from './rate-of';

const SYNCS = 200;
const PAGE_BYTES = 4096;

/** Writes of 4 KiB, each with an fdatasync: how many a second. */
export const syncsPerSecond = async (file: string): Promise<number> => {
  const descriptor = openSync(file, 'w');
  const page = Buffer.alloc(PAGE_BYTES, 'x');
  try {
    return await rateOf(SYNCS, () => {
      for (let n = 0; n < SYNCS; n += 1) {
        writeSync(descriptor, page);
        fdatasyncSync(descriptor);
      }
    });
  } finally {
    closeSync(descriptor);
  }
};

/** Events a second whose data and metadata `JSON.parse` takes from texts in memory. */
export const parsesPerSecond = async (texts: ReadonlyArray<readonly [string, string]>): Promise<number> =>
  rateOf(texts.length, () => {
    for (const [data, metadata] of texts) {
      JSON.parse(data);
      JSON.parse(metadata);
    }
  });
