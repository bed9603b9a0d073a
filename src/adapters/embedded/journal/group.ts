import type { EncodedAppend } from './encode-append';

/** Appends that share one commit, in the order in which they take effect. */
export type Group = {
  readonly streams: ReadonlyArray<string>;
  /** An expected revision or one of the negative numbers of decide-append.ts, for each append. */
  readonly expectations: ReadonlyArray<number>;
  /** How many events each append has, and how long each event's record is. */
  readonly counts: ReadonlyArray<number>;
  readonly lengths: ReadonlyArray<number>;
  /** All records one after the other. Handed over to the writer and back, never copied. */
  readonly records: ArrayBuffer;
};

export type GroupedAppend = { readonly stream: string; readonly expected: number; readonly encoded: EncodedAppend };

export const createGroup = (appends: ReadonlyArray<GroupedAppend>): Group => {
  const records = new ArrayBuffer(appends.reduce((sum, { encoded }) => sum + encoded.records.length, 0));
  const bytes = Buffer.from(records);
  let offset = 0;
  for (const { encoded } of appends) offset += encoded.records.copy(bytes, offset);
  return {
    streams: appends.map(({ stream }) => stream),
    expectations: appends.map(({ expected }) => expected),
    counts: appends.map(({ encoded }) => encoded.lengths.length),
    lengths: appends.flatMap(({ encoded }) => encoded.lengths),
    records,
  };
};

export type AppendInGroup = {
  readonly stream: string;
  readonly expected: number;
  /** Views of the group's bytes: what is written to them is written to the group. */
  readonly records: ReadonlyArray<Buffer>;
};

export function* appendsOf({ streams, expectations, counts, lengths, records }: Group): Generator<AppendInGroup> {
  let [offset, first] = [0, 0];
  for (const [index, stream] of streams.entries()) {
    const count = counts[index] ?? 0;
    const views = lengths.slice(first, first + count).map((length) => {
      offset += length;
      return Buffer.from(records, offset - length, length);
    });
    first += count;
    yield { stream, expected: expectations[index] ?? 0, records: views };
  }
}
