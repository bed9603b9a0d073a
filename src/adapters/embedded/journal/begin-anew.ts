import { randomUUID } from 'node:crypto';
import { encodeRecords } from './encode-record';
import { METADATA_TYPE, isMetastream, metastreamOf, originalOf } from './metastream';
import { CONTENT_JSON } from './record';
import { withTruncateBefore } from './stream-metadata';
import { type Cursor, writeRecords } from './write-records';
import type { WriterStore } from './writer-store';

/** A soft-deleted stream that an append brings back, and the revision from which on it will be visible. */
export type BegunAnew = { readonly stream: string; readonly from: number };

/** What an append to a stream brings back: the stream itself, or the one whose metadata it writes. To be asked before it writes. */
export const begunAnewBy = (store: WriterStore, stream: string): BegunAnew | undefined => {
  const begun = isMetastream(stream) ? originalOf(stream) : stream;
  if (!store.metadata.of(begun).softDeleted) return undefined;
  return { stream: begun, from: (store.heads.of(begun)?.current ?? -1) + 1 };
};

/**
 * Rewrites the metadata in force with another `$tb` and all else as it is, as EventStoreDB does after the append that
 * begins a stream anew. Metadata that is no JSON object stays as it is.
 */
export const beginAnew = (store: WriterStore, cursor: Cursor, { stream, from }: BegunAnew, created: number): void => {
  const text = withTruncateBefore(store.metadata.textOf(stream) ?? '', from);
  if (text === undefined) return;
  const event = { id: randomUUID(), type: METADATA_TYPE, content: CONTENT_JSON, data: text, metadata: '' };
  const { records: record } = encodeRecords(metastreamOf(stream), [event], created);
  writeRecords(store, cursor, metastreamOf(stream), [record]);
  // A copy, because its buffer is a part of a larger one, which would be sent along.
  cursor.added.push({ request: cursor.request, record: new Uint8Array(record) });
};
