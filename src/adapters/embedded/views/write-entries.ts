import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { RowKey } from '../../../domain/shared/view';
import type { Entry } from './pack-change';

/** A row's place in a list that comes or goes; `row` is undefined for one that goes. */
type Moved = RowKey & { readonly name: string; readonly sort: string; readonly row: number | undefined };

/** The places of rows in the lists of a view, and the lists' sizes, gathered and then written together. */
export type Entries = {
  readonly enter: (key: RowKey, row: number, entries: ReadonlyArray<Entry>) => void;
  readonly leave: (key: RowKey, entries: ReadonlyArray<Entry>) => void;
  /** Each list is looked up once, and the places are written in their order, which is that of the table. */
  readonly write: () => void;
};

export type EntriesOf = (view: number) => Entries;

type List = { readonly id: number; readonly size: number };
type Placed = Moved & { readonly list: number };

const compare = (one: string, other: string): number => (one < other ? -1 : Number(one > other));
const byPlace = (one: Placed, other: Placed): number =>
  one.list - other.list || compare(one.sort, other.sort) || compare(one.key, other.key);

const prepare = (database: DatabaseSyncInstance) => ({
  // Looking first costs half of an upsert that returns what it wrote, where most lists are new.
  findList: database.prepare('SELECT id, size FROM lists WHERE view = ? AND name = ?'),
  insertList: database.prepare('INSERT INTO lists (view, name, size) VALUES (?, ?, ?)'),
  resizeList: database.prepare('UPDATE lists SET size = ? WHERE id = ?'),
  removeList: database.prepare('DELETE FROM lists WHERE id = ?'),
  insert: database.prepare('INSERT INTO entries (list, sort, key, tbl, row) VALUES (?, ?, ?, ?, ?)'),
  remove: database.prepare('DELETE FROM entries WHERE list = ? AND sort = ? AND key = ? AND tbl = ?'),
});

/** Within the caller's transaction. */
export const createEntries = (database: DatabaseSyncInstance): EntriesOf => {
  const sql = prepare(database);
  const place = ({ list, sort, key, table, row }: Placed): void => {
    if (row === undefined) sql.remove.run(list, sort, key, table);
    else sql.insert.run(list, sort, key, table, row);
  };
  const resize = (view: number, name: string, by: number): List => {
    const known = sql.findList.get(view, name) as List | undefined;
    if (known === undefined) return { id: Number(sql.insertList.run(view, name, by).lastInsertRowid), size: by };
    const size = known.size + by;
    if (by !== 0) sql.resizeList.run(size, known.id);
    return { id: known.id, size };
  };
  return (view) => {
    const moved: Array<Moved> = [];
    const growth = new Map<string, number>();
    const gather = ({ table, key }: RowKey, entries: ReadonlyArray<Entry>, row: number | undefined): void => {
      for (const [name, sort] of entries) {
        growth.set(name, (growth.get(name) ?? 0) + (row === undefined ? -1 : 1));
        moved.push({ table, key, name, sort, row });
      }
    };
    return {
      enter: (key, row, entries) => gather(key, entries, row),
      leave: (key, entries) => gather(key, entries, undefined),
      write: () => {
        const lists = new Map([...growth].map(([name, by]) => [name, resize(view, name, by)]));
        const placed = moved.map((one): Placed => ({ ...one, list: lists.get(one.name)?.id ?? 0 }));
        // What leaves a place and comes again keeps its order: the sort is stable.
        for (const one of placed.sort(byPlace)) place(one);
        for (const { id, size } of lists.values()) if (size === 0) sql.removeList.run(id);
      },
    };
  };
};
