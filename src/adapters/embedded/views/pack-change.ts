import type { Change, IndexEntry } from '../../../domain/shared/view';

/** A place of a row in a list. */
export type Entry = readonly [index: string, sort: string];

/**
 * A change as it goes to the thread that writes, and into the file: texts alone, which are copied as they are.
 * `entries` are JSON, `[[index, sort], …]`; a change without value and entries removes the row.
 */
export type PackedChange =
  readonly [table: string, key: string, value: string, entries: string] | readonly [table: string, key: string];

/** Each entry once. */
const toEntries = (indexes: ReadonlyArray<IndexEntry>): ReadonlyArray<Entry> => {
  const entries = indexes.map(({ index, sort }): Entry => [index, sort]);
  return entries.filter(
    (entry, place) => entries.findIndex(([index, sort]) => index === entry[0] && sort === entry[1]) === place,
  );
};

/** Throws where the value has no JSON. */
export const packChange = (change: Change): PackedChange => {
  const { table, key } = change;
  if (change.kind === 'remove') return [table, key];
  return [table, key, change.json ?? JSON.stringify(change.value), JSON.stringify(toEntries(change.indexes))];
};

export const unpackEntries = (entries: string): ReadonlyArray<Entry> => JSON.parse(entries) as ReadonlyArray<Entry>;
