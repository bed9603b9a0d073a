import { decideAppend } from './decide-append';
import { type AppendInGroup, type Group, appendsOf } from './group';
import type { Head } from './head-marker';
import type { Outcome } from './outcomes';
import { placeRecord } from './place-record';
import { checksumOf, idKeyOf } from './record';
import type { StreamHead } from './stream-heads';
import type { WriterStore } from './writer-store';

export type Committed = {
  readonly outcomes: ReadonlyArray<Outcome>;
  /** The last event that was written; undefined where none was. */
  readonly head: Head | undefined;
};

/**
 * Decides and writes the appends of a group in their order, in one transaction with one sync. One that conflicts gets its
 * answer and the others go on; where the transaction fails, none of them was written, and the error is thrown.
 */
export const commitGroup = (store: WriterStore, group: Group, beforeCommit: () => void): Committed => {
  store.begin();
  try {
    const committed = writeAppends(store, group);
    beforeCommit();
    store.commit();
    return committed;
  } catch (error) {
    store.heads.clear();
    store.ids.clear();
    store.rollback();
    throw error;
  }
};

/** Where the next event and the next stream go, as the group is written. */
type Cursor = { position: number; lastStream: number; head: Head | undefined };

const writeAppends = (store: WriterStore, group: Group): Committed => {
  const cursor: Cursor = { position: store.lastPosition(), lastStream: store.lastStreamNumber(), head: undefined };
  const outcomes: Array<Outcome> = [];
  for (const append of appendsOf(group)) {
    const known = store.heads.of(append.stream);
    outcomes.push(withoutWriting(store, append, known) ?? write(store, cursor, append, known));
  }
  return { outcomes, head: cursor.head };
};

/** The outcome of an append that writes nothing: a conflict, a repeat, or one without events. */
const withoutWriting = (
  store: WriterStore,
  { expected, records }: AppendInGroup,
  known: StreamHead | undefined,
): Outcome | undefined => {
  const current = known?.current ?? -1;
  const decision = decideAppend(expected, records.map(idKeyOf), {
    current,
    idAt: (revision) => (known === undefined ? undefined : store.idAt(known.number, revision)),
    revisionOf: (id) => (known === undefined ? undefined : store.ids.revisionOf(known.number, id)),
  });
  if (decision.kind === 'conflict') return { kind: 'conflict', revision: current, position: 0 };
  if (decision.kind === 'append' && records.length > 0) return undefined;
  const revision = decision.kind === 'repeat' ? decision.revision : current;
  const position = known === undefined ? undefined : store.positionAt(known.number, revision);
  return { kind: 'repeated', revision, position: position ?? 0 };
};

const write = (
  store: WriterStore,
  cursor: Cursor,
  { stream, records }: AppendInGroup,
  known: StreamHead | undefined,
): Outcome => {
  const streamNumber = known?.number ?? (cursor.lastStream += 1);
  if (known === undefined) store.insertStream(stream, streamNumber);
  let revision = known?.current ?? -1;
  for (const record of records) {
    const place = { position: (cursor.position += 1), revision: (revision += 1), streamNumber };
    placeRecord(record, place);
    store.insertEvent(place.position, streamNumber, revision, record);
    store.ids.add(streamNumber, idKeyOf(record), revision);
    cursor.head = { position: place.position, checksum: checksumOf(record) };
  }
  store.heads.set(stream, { number: streamNumber, current: revision });
  return { kind: 'appended', revision, position: cursor.position };
};
