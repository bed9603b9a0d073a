import { forgetDecoded, type SharedRecord } from './shared-record';

/** The latest records, so that who follows the journal closely is served from memory. */
export type RecentRecords = {
  readonly add: (record: Buffer) => void;
  /** Those after a position, at most `limit` and 1 MiB, one at least; undefined where that far back is no longer kept. */
  readonly after: (position: number, limit: number) => ReadonlyArray<SharedRecord> | undefined;
  /** The one at a position, if it is kept. */
  readonly at: (position: number) => SharedRecord | undefined;
};

const RECORDS = 4096;
/** So many of them keep what they were decoded to: a page of whoever follows. */
const DECODED = 256;
const BYTES = 16 * 1024 * 1024;
const PAGE_BYTES = 1024 * 1024;

/** `head` is the position of the last record before the first that will be added; the positions that follow are dense. */
export const createRecentRecords = (head: number): RecentRecords => {
  const slots = new Array<SharedRecord | undefined>(RECORDS);
  let first = head + 1;
  let next = head + 1;
  let bytes = 0;
  const drop = (): void => {
    bytes -= slots[first % RECORDS]?.record.length ?? 0;
    slots[first % RECORDS] = undefined;
    first += 1;
  };
  const at = (position: number): SharedRecord | undefined =>
    position < first || position >= next ? undefined : slots[position % RECORDS];
  return {
    add: (record) => {
      if (next - first === RECORDS) drop();
      slots[next % RECORDS] = { record };
      next += 1;
      const older = at(next - 1 - DECODED);
      if (older !== undefined) forgetDecoded(older);
      bytes += record.length;
      while (bytes > BYTES && next - first > 1) drop();
    },
    after: (position, limit) => {
      if (position + 1 < first) return undefined;
      const records: Array<SharedRecord> = [];
      let size = 0;
      for (let due = position + 1; records.length < limit && size < PAGE_BYTES; due += 1) {
        const record = at(due);
        if (record === undefined) break;
        records.push(record);
        size += record.record.length;
      }
      return records;
    },
    at,
  };
};
