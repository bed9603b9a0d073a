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
const packChange = (change: Change): PackedChange => {
  const { table, key } = change;
  if (change.kind === 'remove') return [table, key];
  return [table, key, change.json ?? JSON.stringify(change.value), JSON.stringify(toEntries(change.indexes))];
};

export const unpackEntries = (entries: string): ReadonlyArray<Entry> => JSON.parse(entries) as ReadonlyArray<Entry>;

/**
 * The changes of a step as one text, which costs a thread boundary a fraction of what as many texts cost: three lines each, of
 * JSON or empty, so that none holds a line break of its own.
 */
export const packChanges = (changes: ReadonlyArray<Change>): string =>
  changes
    .map((change) => {
      const [table, key, value = '', entries = ''] = packChange(change);
      return `${JSON.stringify([table, key])}\n${value}\n${entries}`;
    })
    .join('\n');

const LINES = 3;

export const unpackChanges = (packed: string): ReadonlyArray<PackedChange> => {
  if (packed === '') return [];
  const lines = packed.split('\n');
  const changes: Array<PackedChange> = [];
  for (let line = 0; line < lines.length; line += LINES) {
    const [table, key] = JSON.parse(lines[line] ?? '') as readonly [string, string];
    const [value = '', entries = ''] = [lines[line + 1], lines[line + 2]];
    changes.push(value === '' ? [table, key] : [table, key, value, entries]);
  }
  return changes;
};
