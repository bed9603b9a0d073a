import { anyOf, between, just, not } from './char-sets';
import type { Cursor } from './cursor';
import { type CharSet, PatternRefused } from './node';
import { parseEscapedSet } from './parse-escape';

const BACKSPACE = 8;

type Member = { readonly set: CharSet; readonly code: number | undefined };

const escaped = (cursor: Cursor): Member => {
  if (cursor.skip('b')) return { set: just(BACKSPACE), code: BACKSPACE };
  const literal = /[^A-Za-z0-9]/.test(cursor.peek()) ? cursor.peek().charCodeAt(0) : undefined;
  return { set: parseEscapedSet(cursor), code: literal };
};

const member = (cursor: Cursor): Member => {
  if (cursor.skip('\\')) return escaped(cursor);
  const code = cursor.next().charCodeAt(0);
  return { set: just(code), code };
};

const rangeFrom = (cursor: Cursor, first: number): CharSet => {
  const { code: last } = member(cursor);
  if (last === undefined || last < first) throw new PatternRefused('a range of characters goes backwards');
  return between(first, last);
};

/** `[…]`, after its first bracket. A bracket or a dash that stands first or last is itself. */
export const parseClass = (cursor: Cursor): CharSet => {
  const negated = cursor.skip('^');
  const sets: Array<CharSet> = [];
  while (sets.length === 0 || cursor.peek() !== ']') {
    if (cursor.isAtEnd()) throw new PatternRefused('a class of characters has no end');
    const { set, code } = member(cursor);
    const isRange = code !== undefined && cursor.take(/-(?![\][])/y) !== undefined;
    sets.push(isRange ? rangeFrom(cursor, code) : set);
    if (cursor.skip('-[')) throw new PatternRefused('taking one class from another is not supported');
  }
  cursor.next();
  return negated ? not(anyOf(sets)) : anyOf(sets);
};
