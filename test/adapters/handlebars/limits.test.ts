import { createTemplateEngine } from '../../../src/adapters/handlebars/create-template-engine';
import type { Json } from '../../../src/domain/shared/json';
import { outcomeOf } from '../../support/rendering';

const { check } = createTemplateEngine();
const failed = (reason: string, part = 'body') => ({ _tag: 'Left', left: { _tag: 'RenderFailed', part, reason } });
const nested = (depth: number): string => '{{#if a}}'.repeat(depth) + '{{/if}}'.repeat(depth);
const list = (length: number): ReadonlyArray<number> => Array.from({ length }, (_, n) => n);

it.each([
  ['longer than 64 KiB', 'x'.repeat(64 * 1024 + 1), 'Longer than 65536 characters'],
  ['of more than a thousand statements', '{{a}}'.repeat(600), 'More than 1000 statements and values'],
  ['nested too deep', nested(17), 'Blocks are nested more than 16 deep'],
])('refuses a source that is %s', (_, source, message) => {
  expect(check(source).faults.map((fault) => fault.message)).toStrictEqual([message]);
});

it.each([
  ['nested calls', '{{a ' + '(b '.repeat(15_000) + ')'.repeat(15_000) + '}}', 'Calls within calls are not allowed'],
  ['nested blocks', nested(4000), 'Blocks are nested more than 16 deep'],
  ['an endless else', '{{#if a}}' + '{{else if b}}'.repeat(4000) + '{{/if}}', 'Blocks are nested more than 16 deep'],
  ['tags without an end', '{{a}}'.repeat(13_000), 'More than 1000 statements and values'],
])('refuses %s before the parser spends minutes on them', (_, source, message) => {
  expect(check(source).faults.map((fault) => fault.message)).toStrictEqual([message]);
});

it('counts the nesting of blocks, not their number', () => {
  expect(check('{{#if a}}{{else if b}}{{else}}{{/if}}'.repeat(100)).faults).toStrictEqual([]);
});

it('takes a source that is just small enough', () => {
  expect(check('x'.repeat(64 * 1024)).faults).toStrictEqual([]);
  expect(check(nested(16)).faults).toStrictEqual([]);
});

it('stops loops that would run too often', () => {
  const variables = { xs: list(1000) };
  expect(
    outcomeOf('{{#each xs}}{{#each ../xs}}{{#each ../../xs}}{{/each}}{{/each}}{{/each}}', variables),
  ).toMatchObject(failed('too-many-steps'));
});

it('lets a list of a thousand through', () => {
  expect(outcomeOf('{{#each xs}}{{this}},{{/each}}', { xs: list(1000) })).toMatchObject({ _tag: 'Right' });
});

it.each(['{{#each xs}}{{@root.big}}{{/each}}', '{{big}}'.repeat(400)])('stops what grows too long: %.30s', (source) => {
  expect(outcomeOf(source, { big: 'x'.repeat(1000), xs: list(1000) })).toMatchObject(failed('output-too-large'));
});

const deep = (depth: number): Json => (depth === 0 ? 'x' : { a: deep(depth - 1) });
it.each<readonly [string, Json]>([
  ['too much text', 'x'.repeat(200_000)],
  ['too many values', list(30_000)],
  ['values that lie too deep', deep(100)],
])('refuses variables with %s', (_, value) => {
  expect(outcomeOf('{{value}}', { value })).toMatchObject(failed('variables-too-large', 'variables'));
});
