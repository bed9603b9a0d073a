import type { EncodedAppend } from './encode-record';

/**
 * What is asked of the writer. Each brings the records that it may write: an append its events, a deletion the metadata
 * event that says so, a tombstone itself.
 */
export type RequestKind = 'append' | 'delete' | 'tombstone';

/** Requests that share one commit, in the order in which they take effect. */
export type Group = {
  readonly kinds: ReadonlyArray<RequestKind>;
  readonly streams: ReadonlyArray<string>;
  /** An expected revision or one of the negative numbers of decide-append.ts, for each request. */
  readonly expectations: ReadonlyArray<number>;
  /** How many events each request has, and how long each event's record is. */
  readonly counts: ReadonlyArray<number>;
  readonly lengths: ReadonlyArray<number>;
  /** All records one after the other. Handed over to the writer and back, never copied. */
  readonly records: ArrayBuffer;
};

export type WriteRequest = {
  readonly kind: RequestKind;
  readonly stream: string;
  readonly expected: number;
  readonly encoded: EncodedAppend;
};

export const createGroup = (requests: ReadonlyArray<WriteRequest>): Group => {
  const records = new ArrayBuffer(requests.reduce((sum, { encoded }) => sum + encoded.records.length, 0));
  const bytes = Buffer.from(records);
  let offset = 0;
  for (const { encoded } of requests) offset += encoded.records.copy(bytes, offset);
  return {
    kinds: requests.map(({ kind }) => kind),
    streams: requests.map(({ stream }) => stream),
    expectations: requests.map(({ expected }) => expected),
    counts: requests.map(({ encoded }) => encoded.lengths.length),
    lengths: requests.flatMap(({ encoded }) => encoded.lengths),
    records,
  };
};

export type RequestInGroup = {
  readonly kind: RequestKind;
  readonly stream: string;
  readonly expected: number;
  /** Views of the group's bytes: what is written to them is written to the group. */
  readonly records: ReadonlyArray<Buffer>;
};

export function* requestsOf({
  kinds,
  streams,
  expectations,
  counts,
  lengths,
  records,
}: Group): Generator<RequestInGroup> {
  let [offset, first] = [0, 0];
  for (const [index, stream] of streams.entries()) {
    const count = counts[index] ?? 0;
    const views = lengths.slice(first, first + count).map((length) => {
      offset += length;
      return Buffer.from(records, offset - length, length);
    });
    first += count;
    yield { kind: kinds[index] ?? 'append', stream, expected: expectations[index] ?? 0, records: views };
  }
}

/** A record that the writer added by itself, after those of the request with that index. */
export type AddedRecord = { readonly request: number; readonly record: Uint8Array };
