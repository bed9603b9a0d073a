import { anything, ignoringCase, just, noNewline } from './char-sets';
import { createCursor, type Cursor } from './cursor';
import { type CharSet, type Node, PatternRefused } from './node';
import { parseClass } from './parse-class';
import { parseEscapedPlace, parseEscapedSet } from './parse-escape';

/** What `(?…)` can switch on and off. Captures are of no use here, so that `n` changes nothing. */
type Flags = { readonly i: boolean; readonly m: boolean; readonly s: boolean; readonly n: boolean };
type Reading = { readonly cursor: Cursor; readonly flags: Flags };

const none: Flags = { i: false, m: false, s: false, n: false };
const empty: Node = { _tag: 'Sequence', nodes: [] };

const char = (set: CharSet, { i }: Flags): Node => ({ _tag: 'Char', set: i ? ignoringCase(set) : set });

const switched = (flags: Flags, on: string, off: string): Flags => {
  const changed = { ...flags };
  for (const flag of on) changed[flag as keyof Flags] = true;
  for (const flag of off) changed[flag as keyof Flags] = false;
  return changed;
};

const closed = (cursor: Cursor, node: Node): Node => {
  if (!cursor.skip(')')) throw new PatternRefused('a group has no end');
  return node;
};

/** A group, after its bracket. Flags without a group of their own hold to the end of the one they stand in. */
const parseGroup = (reading: Reading): Node => {
  const { cursor, flags } = reading;
  if (cursor.take(/\?#[^)]*\)/y) !== undefined) return empty;
  if (cursor.take(/\?:|\?<[A-Za-z_]\w*>|\?'[A-Za-z_]\w*'|(?!\?)/y) !== undefined)
    return closed(cursor, parseChoice(reading));
  const given = cursor.take(/\?([imsn]*)(?:-([imsn]+))?([:)])/y);
  if (given === undefined)
    throw new PatternRefused('looking ahead or behind, and what groups can do else, is not supported');
  const [, on = '', off = '', end] = given;
  const within = { cursor, flags: switched(flags, on, off) };
  return end === ')' ? parseChoice(within) : closed(cursor, parseChoice(within));
};

const parseEscape = ({ cursor, flags }: Reading): Node => {
  const place = parseEscapedPlace(cursor);
  return place === undefined ? char(parseEscapedSet(cursor), flags) : { _tag: 'At', place };
};

const parseAtom = (reading: Reading): Node => {
  const { cursor, flags } = reading;
  const next = cursor.next();
  switch (next) {
    case '(':
      return parseGroup(reading);
    case '[':
      return char(parseClass(cursor), flags);
    case '\\':
      return parseEscape(reading);
    case '.':
      return char(flags.s ? anything : noNewline, flags);
    case '^':
      return { _tag: 'At', place: flags.m ? 'line-start' : 'start' };
    case '$':
      return { _tag: 'At', place: flags.m ? 'line-end' : 'last-line-end' };
    case '*':
    case '+':
    case '?':
      throw new PatternRefused('there is nothing to repeat');
    default:
      return char(just(next.charCodeAt(0)), flags);
  }
};

const bounds = (cursor: Cursor): readonly [number, number] | undefined => {
  if (cursor.skip('*')) return [0, Infinity];
  if (cursor.skip('+')) return [1, Infinity];
  if (cursor.skip('?')) return [0, 1];
  const [, min, comma, max] = cursor.take(/\{(\d+)(?:(,)(\d*))?\}/y) ?? [];
  if (min === undefined) return undefined;
  if (comma === undefined) return [Number(min), Number(min)];
  return [Number(min), max === undefined || max === '' ? Infinity : Number(max)];
};

const parseRepeated = (reading: Reading): Node => {
  const { cursor } = reading;
  const node = parseAtom(reading);
  const [min, max] = bounds(cursor) ?? [];
  if (min === undefined || max === undefined) return node;
  if (max < min) throw new PatternRefused('a repetition ends before it begins');
  // Whether it takes as much or as little as it can: it matches the same texts.
  cursor.skip('?');
  if (bounds(cursor) !== undefined) throw new PatternRefused('a repetition is repeated');
  return { _tag: 'Repeat', node, min, max };
};

const parseSequence = (reading: Reading): Node => {
  const { cursor } = reading;
  const nodes: Array<Node> = [];
  while (!cursor.isAtEnd() && cursor.peek() !== '|' && cursor.peek() !== ')') nodes.push(parseRepeated(reading));
  return { _tag: 'Sequence', nodes };
};

const parseChoice = (reading: Reading): Node => {
  const nodes = [parseSequence(reading)];
  while (reading.cursor.skip('|')) nodes.push(parseSequence(reading));
  return { _tag: 'Choice', nodes };
};

/** Throws PatternRefused. */
export const parsePattern = (pattern: string): Node => {
  const cursor = createCursor(pattern);
  const node = parseChoice({ cursor, flags: none });
  if (!cursor.isAtEnd()) throw new PatternRefused('a group ends that did not begin');
  return node;
};
