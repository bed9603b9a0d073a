import { carryOut } from './carry-out';
import { type AddedRecord, type Group, requestsOf } from './group';
import type { Head } from './head-marker';
import type { Outcome } from './outcomes';
import type { Cursor } from './write-records';
import type { WriterStore } from './writer-store';

export type Committed = {
  readonly outcomes: ReadonlyArray<Outcome>;
  /** What was written beyond the group's own records, in journal order. */
  readonly added: ReadonlyArray<AddedRecord>;
  /** The last event that was written; undefined where none was. */
  readonly head: Head | undefined;
};

/**
 * Decides and writes the requests of a group in their order, in one transaction with one sync. One that is refused gets its
 * answer and the others go on; where the transaction fails, none of them was written, and the error is thrown.
 */
export const commitGroup = (store: WriterStore, group: Group, beforeCommit: () => void): Committed => {
  store.begin();
  try {
    const committed = writeRequests(store, group);
    beforeCommit();
    store.commit();
    return committed;
  } catch (error) {
    store.heads.clear();
    store.ids.clear();
    store.metadata.clear();
    store.rollback();
    throw error;
  }
};

const writeRequests = (store: WriterStore, group: Group): Committed => {
  const cursor: Cursor = {
    position: store.lastPosition(),
    lastStream: store.lastStreamNumber(),
    head: undefined,
    request: 0,
    added: [],
  };
  const outcomes: Array<Outcome> = [];
  for (const request of requestsOf(group)) {
    outcomes.push(carryOut(store, cursor, request));
    cursor.request += 1;
  }
  return { outcomes, added: cursor.added, head: cursor.head };
};
