import * as E from 'fp-ts/Either';
import fc from 'fast-check';
import { compilePattern } from '../../../src/adapters/eventstoredb-protocol/pattern/compile-pattern';

const matches = (pattern: string, text: string): boolean => {
  const compiled = compilePattern(pattern);
  if (E.isLeft(compiled)) throw new Error(`refused: ${compiled.left}`);
  return compiled.right.matches(text);
};
const refusal = (pattern: string): string | undefined => {
  const compiled = compilePattern(pattern);
  return E.isLeft(compiled) ? compiled.left : undefined;
};

/** Patterns of what both JavaScript's engine and this one know, where they mean the same by it. */
const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', 'c', '\\.', '\\-', '[a-c]', '^', '$', '\\b');
const { pattern: arbitraryPattern } = fc.letrec<{ pattern: string; part: string }>((tie) => ({
  part: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    atom,
    fc.tuple(fc.constantFrom('(', '(?:', '(?<n>'), tie('pattern')).map(([open, inner]) => `${open}${inner})`),
    fc
      .tuple(
        fc.constantFrom('a', '(?:ab)', '[ab]', '(?:a|b*)'),
        fc.constantFrom('*', '+', '?', '{2}', '{1,}', '{0,2}', '*?'),
      )
      .map((pair) => pair.join('')),
    fc.tuple(tie('part'), tie('part')).map(([a, b]) => `${a}|${b}`),
  ),
  pattern: fc.array(tie('part'), { maxLength: 4 }).map((parts) => parts.join('')),
}));
const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '-', '.'), maxLength: 8 });

/** JavaScript wants the names of groups to differ. */
const unnamed = (pattern: string): string => pattern.replaceAll('(?<n>', '(');

it('finds what JavaScript finds, for patterns that mean the same to both', () => {
  fc.assert(
    fc.property(arbitraryPattern, text, (pattern, subject) => {
      expect(matches(pattern, subject)).toBe(new RegExp(unnamed(pattern)).test(subject));
    }),
    { numRuns: 2_000 },
  );
});

it.each([
  ['^[^$].*', 'OrderPlaced', true],
  ['^[^$].*', '$metadata', false],
  ['placed', 'OrderPlaced', false],
  ['(?i)placed', 'OrderPlaced', true],
  ['Order(?i:PLACED)$', 'Orderplaced', true],
  ['(?i)order(?-i)Placed', 'ORDERplaced', false],
  ['\\AOrder\\z', 'Order', true],
  ['\\AOrder\\z', 'Order\n', false],
  ['Order$', 'Order\n', true],
  ['(?m)^second$', 'first\nsecond', true],
  ['a.b', 'a\nb', false],
  ['(?s)a.b', 'a\nb', true],
  ["(?'name'a)(?<other>b)", 'ab', true],
  ['\\p{Lu}\\p{Ll}', 'xYz', true],
  ['\\P{L}', 'abc', false],
  ['\\u0041\\x42', 'AB', true],
  ['[]a]', ']', true],
  ['[a-]', '-', true],
  ['[\\d_-]+$', 'order-1_2', true],
  ['a{,2}', 'a{,2}', true],
  ['(?#a remark)a', 'a', true],
  ['\\w\\W\\s\\S', 'ä- x', true],
  ['x|', '', true],
])('reads %j as .NET does: in %j it is %s', (pattern, subject, found) => {
  expect(matches(pattern, subject)).toBe(found);
});

it.each([
  ['(', 'a group has no end'],
  [')', 'a group ends that did not begin'],
  ['[a', 'a class of characters has no end'],
  ['*a', 'there is nothing to repeat'],
  ['a**', 'a repetition is repeated'],
  ['a{2,1}', 'a repetition ends before it begins'],
  ['[b-a]', 'a range of characters goes backwards'],
  ['a\\', 'it ends in a backslash'],
  ['(a)\\1', '\\1 is not supported'],
  ['(?!a)b', 'looking ahead or behind, and what groups can do else, is not supported'],
  ['(?<=a)b', 'looking ahead or behind, and what groups can do else, is not supported'],
  ['(?>a)b', 'looking ahead or behind, and what groups can do else, is not supported'],
  ['[a-z-[aeiou]]', 'taking one class from another is not supported'],
  ['\\p{IsGreek}', 'the Unicode class IsGreek is not supported'],
  ['\\p{Xx}', 'there is no Unicode class Xx'],
  ['(a{100}){100}', 'it is too large'],
  ['a'.repeat(1_001), 'it is longer than 1000 characters'],
])('refuses %.40j, and says why', (pattern, why) => {
  expect(refusal(pattern)).toBe(why);
});

it('takes no longer over patterns that other engines never come back from', () => {
  // 2 to the 4,000th steps for an engine that tries one way after the other.
  expect(matches('^(a+)+$', `${'a'.repeat(4_000)}!`)).toBe(false);
  expect(matches('(a*)*(a*)*(a|aa)+(.*a){10}b', 'a'.repeat(4_000))).toBe(false);
});
