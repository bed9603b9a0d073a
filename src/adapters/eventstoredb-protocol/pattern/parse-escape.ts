import { category, digit, just, not, space, word } from './char-sets';
import type { Cursor } from './cursor';
import { type CharSet, type Place, PatternRefused } from './node';

const sets = new Map<string, CharSet>([
  ['d', digit],
  ['D', not(digit)],
  ['w', word],
  ['W', not(word)],
  ['s', space],
  ['S', not(space)],
]);

const controls = new Map<string, number>([
  ['t', 9],
  ['n', 10],
  ['v', 11],
  ['f', 12],
  ['r', 13],
  ['a', 7],
  ['e', 27],
  ['0', 0],
]);

const places = new Map<string, Place>([
  ['A', 'start'],
  ['z', 'end'],
  ['Z', 'last-line-end'],
  ['b', 'boundary'],
  ['B', 'no-boundary'],
]);

const hexadecimal = (cursor: Cursor, digits: RegExp): CharSet => {
  const found = cursor.take(digits);
  if (found === undefined) throw new PatternRefused('a character is given by too few digits');
  return just(Number.parseInt(found[0], 16));
};

const ofCategory = (cursor: Cursor): CharSet => {
  const name = cursor.take(/\{([^}]*)\}/y)?.[1];
  if (name === undefined) throw new PatternRefused('a Unicode class has no name');
  return category(name);
};

const byLetter = (cursor: Cursor, letter: string): CharSet => {
  if (letter === 'x') return hexadecimal(cursor, /[0-9a-fA-F]{2}/y);
  if (letter === 'u') return hexadecimal(cursor, /[0-9a-fA-F]{4}/y);
  if (letter === 'p') return ofCategory(cursor);
  if (letter === 'P') return not(ofCategory(cursor));
  throw new PatternRefused(`\\${letter} is not supported`);
};

/** The set of characters that an escape stands for, after its backslash. */
export const parseEscapedSet = (cursor: Cursor): CharSet => {
  const letter = cursor.next();
  if (letter === '') throw new PatternRefused('it ends in a backslash');
  const set = sets.get(letter);
  if (set !== undefined) return set;
  const control = controls.get(letter);
  if (control !== undefined) return just(control);
  return /[A-Za-z0-9]/.test(letter) ? byLetter(cursor, letter) : just(letter.charCodeAt(0));
};

/** The place that an escape stands for; undefined, and nothing read, where it stands for a character. */
export const parseEscapedPlace = (cursor: Cursor): Place | undefined => {
  const place = places.get(cursor.peek());
  if (place !== undefined) cursor.next();
  return place;
};
