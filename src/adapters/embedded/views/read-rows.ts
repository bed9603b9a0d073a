import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { Ranged, RangeOptions } from '../../../domain/ports/views';
import type { JsonObject } from '../../../domain/shared/json';
import type { RowKey } from '../../../domain/shared/view';

type Bounds = Pick<RangeOptions, 'from' | 'to'>;
type StoredRange = { readonly sort: string; readonly key: string; readonly tbl: string; readonly value: string };

/** In `entries` a number sorts before every text, and a blob after it. */
const beforeAll = -1;
const afterAll = new Uint8Array();

/** Of (sort, key), both exclusive. A cursor may lie outside the bounds of `sort`, which hold besides. */
const placesBetween = ({ after, direction, from, to }: RangeOptions) => {
  const least = from ?? beforeAll;
  const end = to ?? afterAll;
  const cursor = after === undefined ? undefined : [after.sort, after.key];
  const low = direction === 'backwards' ? undefined : cursor;
  const high = direction === 'backwards' ? cursor : undefined;
  return [...(low ?? [least, beforeAll]), ...(high ?? [end, beforeAll]), least, end];
};

/** The unary plus keeps the last two conditions from being taken for the search; the places are. */
const rangeSql = (order: 'ASC' | 'DESC'): string => `
  SELECT e.sort, e.key, e.tbl, r.value FROM entries e JOIN rows r ON r.id = e.row
  WHERE e.list = ? AND (e.sort, e.key) > (?, ?) AND (e.sort, e.key) < (?, ?) AND +e.sort >= ? AND +e.sort < ?
  ORDER BY e.sort ${order}, e.key ${order}, e.tbl ${order} LIMIT ?`;

export type RowReader = {
  readonly get: (view: number, key: RowKey) => JsonObject | undefined;
  readonly range: (view: number, index: string, options: RangeOptions) => ReadonlyArray<Ranged>;
  readonly count: (view: number, index: string, bounds: Bounds) => number;
};

/** Reads rows of a view and its lists. */
export const createRowReader = (database: DatabaseSyncInstance): RowReader => {
  const get = database.prepare('SELECT value FROM rows WHERE view = ? AND tbl = ? AND key = ?');
  const list = database.prepare('SELECT id, size FROM lists WHERE view = ? AND name = ?');
  const ranges = { forwards: database.prepare(rangeSql('ASC')), backwards: database.prepare(rangeSql('DESC')) };
  const below = database.prepare('SELECT count(*) AS n FROM entries WHERE list = ? AND sort < ?');
  const beyond = database.prepare('SELECT count(*) AS n FROM entries WHERE list = ? AND sort >= ?');

  const findList = (view: number, name: string) =>
    list.get(view, name) as { readonly id: number; readonly size: number } | undefined;
  const counted = (statement: typeof below, id: number, bound: string | undefined): number =>
    bound === undefined ? 0 : (statement.get(id, bound) as { readonly n: number }).n;

  return {
    get: (view, { table, key }) => {
      const row = get.get(view, table, key) as { readonly value: string } | undefined;
      return row && (JSON.parse(row.value) as JsonObject);
    },
    range: (view, index, options) => {
      const found = findList(view, index);
      if (found === undefined) return [];
      const rows = ranges[options.direction ?? 'forwards'].all(found.id, ...placesBetween(options), options.limit);
      return (rows as unknown as ReadonlyArray<StoredRange>).map(({ tbl, value, sort, key }) => ({
        sort,
        key,
        table: tbl,
        value: JSON.parse(value) as JsonObject,
      }));
    },
    // The size is kept with the list; only what the bounds exclude is counted.
    count: (view, index, { from, to }) => {
      const found = findList(view, index);
      if (found === undefined) return 0;
      return Math.max(0, found.size - counted(below, found.id, from) - counted(beyond, found.id, to));
    },
  };
};
