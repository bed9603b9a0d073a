import type { JsonObject } from '../../../domain/shared/json';
import type { Change, IndexEntry, RowKey, StoredRow } from '../../../domain/shared/view';
import { lengthen, shorten } from './short-json';
import { readParts, sortable } from './sortable';

const mostPlaces = 0xfdff;
/** Where a number of places would stand: there was no such row. */
const absent = 0xfe;

/** What a row begins with in `rows`; no other row begins so. */
export const packKey = ({ table, key }: RowKey): Buffer => sortable(table, key);

const packPlaces = (indexes: ReadonlyArray<IndexEntry>): Buffer => {
  const each = new Map(indexes.map(({ index, sort }) => [JSON.stringify([index, sort]), sortable(index, sort)]));
  if (each.size > mostPlaces) throw new Error('A row has too many places');
  return Buffer.concat([Buffer.from([each.size >> 8, each.size & 0xff]), ...each.values()]);
};

const nothing = Buffer.alloc(0);

/**
 * What follows a row's key: the number of its places (two bytes), its places (list and sort), and its value as shortened JSON. Empty
 * for a row that is removed. Throws where the value has no JSON.
 */
export const packContent = (change: Change): Buffer =>
  change.kind === 'remove'
    ? nothing
    : Buffer.concat([packPlaces(change.indexes), Buffer.from(shorten(change.json ?? JSON.stringify(change.value)))]);

export const unpackValue = (value: Buffer): JsonObject => JSON.parse(lengthen(value.toString())) as JsonObject;

/** A row as it stands in `rows` or, behind the snapshot's id, in `images`; `row` is undefined where there was none. */
export const unpackRow = (stored: Buffer): { readonly key: Buffer; readonly row: StoredRow | undefined } => {
  const { parts, end } = readParts(stored, 0, 2);
  const [table = '', name = ''] = parts;
  const key = stored.subarray(0, end);
  if (stored[end] === absent) return { key, row: undefined };
  const places = readParts(stored, end + 2, 2 * stored.readUInt16BE(end));
  const indexes = places.parts.flatMap((index, at, all) => (at % 2 === 0 ? [{ index, sort: all[at + 1] ?? '' }] : []));
  const json = lengthen(stored.toString('utf8', places.end));
  const row: StoredRow = {
    table,
    key: name,
    json,
    get value() {
      return JSON.parse(json) as JsonObject;
    },
    indexes,
  };
  return { key, row };
};
