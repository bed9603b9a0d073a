import type { AddedRecord } from './group';
import type { Head } from './head-marker';
import { placeRecord } from './place-record';
import { checksumOf, idKeyOf, isTombstone } from './record';
import type { WriterStore } from './writer-store';

/** Where the next event and the next stream go, as a group is written, and what came of it so far. */
export type Cursor = {
  position: number;
  lastStream: number;
  head: Head | undefined;
  request: number;
  readonly added: Array<AddedRecord>;
};

/** Writes records, at least one, behind the last one of their stream, completing each. Answers with the last one's revision. */
export const writeRecords = (
  store: WriterStore,
  cursor: Cursor,
  stream: string,
  records: ReadonlyArray<Buffer>,
): number => {
  const known = store.heads.of(stream);
  const streamNumber = known?.number ?? (cursor.lastStream += 1);
  if (known === undefined) store.insertStream(stream, streamNumber);
  let revision = known?.current ?? -1;
  let tombstoned = false;
  for (const record of records) {
    const place = { position: (cursor.position += 1), revision: (revision += 1), streamNumber };
    placeRecord(record, place);
    store.insertEvent(place.position, streamNumber, revision, record);
    store.ids.add(streamNumber, idKeyOf(record), revision);
    cursor.head = { position: place.position, checksum: checksumOf(record) };
    tombstoned = isTombstone(record);
  }
  store.heads.set(stream, { number: streamNumber, current: revision, tombstoned });
  store.metadata.changed(stream);
  return revision;
};
