import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { RowKey } from '../../../domain/shared/view';
import { type Entry, type PackedChange, unpackEntries } from './pack-change';

type Stored = { readonly id: number; readonly indexes: string };

const without = (entries: ReadonlyArray<Entry>, others: ReadonlyArray<Entry>): ReadonlyArray<Entry> =>
  entries.filter(([index, sort]) => !others.some((other) => other[0] === index && other[1] === sort));

/** Writes rows of a view together with their places in its lists, and the lists' sizes; within the caller's transaction. */
export type RowWriter = {
  readonly change: (view: number, change: PackedChange) => void;
  readonly remove: (view: number, key: RowKey) => void;
};

const prepare = (database: DatabaseSyncInstance) => ({
  find: database.prepare('SELECT id, indexes FROM rows WHERE view = ? AND tbl = ? AND key = ?'),
  insert: database.prepare('INSERT INTO rows (view, tbl, key, value, indexes) VALUES (?, ?, ?, ?, ?) RETURNING id'),
  update: database.prepare('UPDATE rows SET value = ?, indexes = ? WHERE id = ?'),
  remove: database.prepare('DELETE FROM rows WHERE id = ?'),
  lengthen: database.prepare(
    `INSERT INTO lists (view, name, size) VALUES (?, ?, 1)
     ON CONFLICT (view, name) DO UPDATE SET size = size + 1 RETURNING id`,
  ),
  shorten: database.prepare('UPDATE lists SET size = size - 1 WHERE view = ? AND name = ? RETURNING id, size'),
  removeList: database.prepare('DELETE FROM lists WHERE id = ?'),
  insertEntry: database.prepare('INSERT INTO entries (list, sort, key, tbl, row) VALUES (?, ?, ?, ?, ?)'),
  removeEntry: database.prepare('DELETE FROM entries WHERE list = ? AND sort = ? AND key = ? AND tbl = ?'),
});

export const createRowWriter = (database: DatabaseSyncInstance): RowWriter => {
  const sql = prepare(database);

  const enter = (view: number, { table, key }: RowKey, row: number, entries: ReadonlyArray<Entry>): void => {
    for (const [index, sort] of entries) {
      const { id } = sql.lengthen.get(view, index) as { readonly id: number };
      sql.insertEntry.run(id, sort, key, table, row);
    }
  };
  const leave = (view: number, { table, key }: RowKey, entries: ReadonlyArray<Entry>): void => {
    for (const [index, sort] of entries) {
      const { id, size } = sql.shorten.get(view, index) as { readonly id: number; readonly size: number };
      sql.removeEntry.run(id, sort, key, table);
      if (size === 0) sql.removeList.run(id);
    }
  };
  const find = (view: number, { table, key }: RowKey) => sql.find.get(view, table, key) as Stored | undefined;

  const put = (view: number, row: RowKey, value: string, indexes: string): void => {
    const stored = find(view, row);
    if (stored === undefined) {
      const { id } = sql.insert.get(view, row.table, row.key, value, indexes) as { readonly id: number };
      enter(view, row, id, unpackEntries(indexes));
      return;
    }
    sql.update.run(value, indexes, stored.id);
    if (indexes === stored.indexes) return;
    const before = unpackEntries(stored.indexes);
    const entries = unpackEntries(indexes);
    leave(view, row, without(before, entries));
    enter(view, row, stored.id, without(entries, before));
  };
  const remove = (view: number, key: RowKey): void => {
    const stored = find(view, key);
    if (stored === undefined) return;
    leave(view, key, unpackEntries(stored.indexes));
    sql.remove.run(stored.id);
  };

  return {
    remove,
    change: (view, [table, key, ...content]) => {
      const [value, indexes] = content;
      if (value === undefined || indexes === undefined) remove(view, { table, key });
      else put(view, { table, key }, value, indexes);
    },
  };
};
