import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { RowKey } from '../../../domain/shared/view';
import { type Entry, type PackedChange, unpackEntries } from './pack-change';
import { createEntries, type Entries } from './write-entries';

type Stored = { readonly id: number; readonly indexes: string };

const without = (entries: ReadonlyArray<Entry>, others: ReadonlyArray<Entry>): ReadonlyArray<Entry> =>
  entries.filter(([index, sort]) => !others.some((other) => other[0] === index && other[1] === sort));

const compare = (one: string, other: string): number => (one < other ? -1 : Number(one > other));
/** What happens to one row keeps its order: sorting is stable. */
const inOrder = (changes: ReadonlyArray<PackedChange>): ReadonlyArray<PackedChange> =>
  changes.toSorted((one, other) => compare(one[0], other[0]) || compare(one[1], other[1]));

/**
 * Writes rows of a view together with their places in its lists, and the lists' sizes; within the caller's transaction. Rows are
 * written in the order in which they are kept, so that a large step comes to each page of the file once.
 */
export type WriteRows = (view: number, changes: ReadonlyArray<PackedChange>) => void;

const prepare = (database: DatabaseSyncInstance) => ({
  find: database.prepare('SELECT id, indexes FROM rows WHERE view = ? AND tbl = ? AND key = ?'),
  insert: database.prepare('INSERT INTO rows (view, tbl, key, value, indexes) VALUES (?, ?, ?, ?, ?)'),
  update: database.prepare('UPDATE rows SET value = ?, indexes = ? WHERE id = ?'),
  remove: database.prepare('DELETE FROM rows WHERE id = ?'),
});

export const createWriteRows = (database: DatabaseSyncInstance): WriteRows => {
  const sql = prepare(database);
  const entriesOf = createEntries(database);
  const find = (view: number, { table, key }: RowKey) => sql.find.get(view, table, key) as Stored | undefined;

  const insert = (view: number, { table, key }: RowKey, value: string, indexes: string): number =>
    Number(sql.insert.run(view, table, key, value, indexes).lastInsertRowid);

  const replace = (
    row: RowKey,
    stored: Stored,
    [value, indexes]: readonly [string, string],
    entries: Entries,
  ): void => {
    sql.update.run(value, indexes, stored.id);
    if (indexes === stored.indexes) return;
    const before = unpackEntries(stored.indexes);
    const after = unpackEntries(indexes);
    entries.leave(row, without(before, after));
    entries.enter(row, stored.id, without(after, before));
  };

  const change = (view: number, [table, key, value, indexes]: PackedChange, entries: Entries): void => {
    const row = { table, key };
    const stored = find(view, row);
    if (value !== undefined && indexes !== undefined) {
      if (stored === undefined) entries.enter(row, insert(view, row, value, indexes), unpackEntries(indexes));
      else replace(row, stored, [value, indexes], entries);
    } else if (stored !== undefined) {
      entries.leave(row, unpackEntries(stored.indexes));
      sql.remove.run(stored.id);
    }
  };

  return (view, changes) => {
    const entries = entriesOf(view);
    for (const one of inOrder(changes)) change(view, one, entries);
    entries.write();
  };
};
