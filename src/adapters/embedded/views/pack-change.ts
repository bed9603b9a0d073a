import type { Change, IndexEntry } from '../../../domain/shared/view';

/** A place of a row in a list. */
export type Entry = readonly [index: string, sort: string];

/**
 * A change as it goes to the thread that writes, and into the file: texts alone, which are copied as they are.
 * `entries` are JSON, `[[index, sort], …]`; a change without value and entries removes the row.
 */
export type PackedChange =
  readonly [table: string, key: string, value: string, entries: string] | readonly [table: string, key: string];

const isAmong = (entries: ReadonlyArray<Entry>, { index, sort }: IndexEntry): boolean =>
  entries.some((entry) => entry[0] === index && entry[1] === sort);

/** Each entry once. */
const toEntries = (indexes: ReadonlyArray<IndexEntry>): ReadonlyArray<Entry> => {
  const entries: Array<Entry> = [];
  for (const one of indexes) if (!isAmong(entries, one)) entries.push([one.index, one.sort]);
  return entries;
};

export const unpackEntries = (entries: string): ReadonlyArray<Entry> => JSON.parse(entries) as ReadonlyArray<Entry>;

/** Throws where the value has no JSON. */
const packChange = (change: Change): string => {
  const key = JSON.stringify([change.table, change.key]);
  if (change.kind === 'remove') return `${key}\n\n`;
  return `${key}\n${change.json ?? JSON.stringify(change.value)}\n${JSON.stringify(toEntries(change.indexes))}`;
};

/**
 * The runtime gives a text of more than 128 KB pages of memory of its own, fresh each time, and to touch them first costs
 * more than all the rest: measured, forty times as much as for the same in blocks.
 */
const BLOCK_CHARACTERS = 32 * 1024;

/**
 * The changes of a step in blocks, which cost a thread boundary a fraction of what a text for each costs: three lines for each
 * change, of JSON or empty, so that none holds a line break of its own.
 */
export const packChanges = (changes: ReadonlyArray<Change>): ReadonlyArray<string> => {
  const blocks: Array<string> = [];
  let block: Array<string> = [];
  let characters = 0;
  for (const change of changes) {
    const packed = packChange(change);
    if (characters > 0 && characters + packed.length > BLOCK_CHARACTERS) {
      blocks.push(block.join('\n'));
      block = [];
      characters = 0;
    }
    block.push(packed);
    characters += packed.length;
  }
  if (block.length > 0) blocks.push(block.join('\n'));
  return blocks;
};

const LINES = 3;

const unpackBlock = (packed: string): ReadonlyArray<PackedChange> => {
  const lines = packed.split('\n');
  const changes: Array<PackedChange> = [];
  for (let line = 0; line < lines.length; line += LINES) {
    const [table, key] = JSON.parse(lines[line] ?? '') as readonly [string, string];
    const [value = '', entries = ''] = [lines[line + 1], lines[line + 2]];
    changes.push(value === '' ? [table, key] : [table, key, value, entries]);
  }
  return changes;
};

export const unpackChanges = (blocks: ReadonlyArray<string>): ReadonlyArray<PackedChange> =>
  blocks.flatMap(unpackBlock);
