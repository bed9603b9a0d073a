import * as fc from 'fast-check';
import { createTemplateEngine } from '../../../src/adapters/handlebars/create-template-engine';
import type { JsonObject } from '../../../src/domain/shared/json';
import { asText, outcomeOf } from '../../support/rendering';

const { check } = createTemplateEngine();

/** Words that have led out of template languages before, and the syntax to string them together. */
const words = fc.constantFrom(
  ...['constructor', '__proto__', 'prototype', 'toString', 'valueOf', 'hasOwnProperty', '__lookupGetter__', 'toHTML'],
  ...['lookup', 'log', 'helperMissing', 'blockHelperMissing', 'each', 'with', 'if', 'formatDate', 'ifEquals', 'inline'],
  ...[
    'process',
    'require',
    'globalThis',
    'this',
    '@root',
    '@budget',
    '@_parent',
    '@root.constructor',
    'a',
    'xs',
    '"x"',
    '1',
  ],
);
const joints = fc.constantFrom('.', '/', '../', '.[', ']', ' ', '(', ')', '=', '|', ' as |x|', '', ' ');
const inside = fc.array(fc.oneof(words, joints), { maxLength: 8 }).map((parts) => parts.join(''));
const mustaches = ['{{', '{{{', '{{#', '{{^', '{{/', '{{>', '{{*', '{{#*', '{{&', '{{!', '{{{{', '{{else '];
const piece = fc.tuple(fc.constantFrom(...mustaches, 'text '), inside, fc.constantFrom('}}', '}}}', '}}}}', ''));
const sources = fc
  .array(
    piece.map((parts) => parts.join('')),
    { maxLength: 6 },
  )
  .map((pieces) => pieces.join(''));
const blocks = fc.tuple(words, words, sources).map(([name, of, content]) => `{{#${name} ${of}}}${content}{{/${name}}}`);

/** What would be seen of a function, an object of the runtime, or the environment. */
const leaks = /function|native code|\[object|\[native|NODE_/;

const hostile: JsonObject = {
  a: { b: 'B', constructor: 'own', __proto__: { polluted: 'yes' }, toHTML: 'own', toString: 'own' },
  xs: [1, [2], { valueOf: 3, then: 4 }, 'x'],
};

it('reaches nothing but its variables, whatever is strung together', () => {
  fc.assert(
    fc.property(fc.oneof(sources, blocks), (source) => {
      const outcome = outcomeOf(source, hostile);
      if (outcome._tag === 'Right') expect(outcome.right).not.toMatch(leaks);
      else expect(['BrokenSource', 'RenderFailed']).toContain(outcome.left._tag);
    }),
    { numRuns: 3000 },
  );
});

it('renders without a failure whatever passes the check, whatever the data is', () => {
  fc.assert(
    fc.property(
      fc.oneof(sources, blocks),
      fc.dictionary(fc.oneof(words, fc.string()), fc.jsonValue()),
      (source, data) => {
        fc.pre(check(source).faults.length === 0);
        expect(outcomeOf(source, data as JsonObject)._tag).toBe('Right');
      },
    ),
    { numRuns: 1000 },
  );
});

it('never throws over a source, and places each fault within it', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.string({ unit: fc.constantFrom('{', '}', '#', '/', 'a', ' ', '\n', '"', '!', '-') }),
        sources,
      ),
      (source) => {
        for (const { line, column } of check(source).faults) {
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(source.split(/\r\n?|\n/).length);
          expect(column).toBeGreaterThanOrEqual(0);
        }
      },
    ),
  );
});

it.each([
  '{{toString}}{{valueOf}}{{hasOwnProperty}}{{isPrototypeOf}}',
  '{{a.toString}}{{a.valueOf}}{{xs.map}}{{xs.constructorx}}{{a.b.sub}}{{a.b.at}}',
  '{{#with a}}{{#each this}}{{toString}}{{/each}}{{/with}}',
  '{{#each toString}}x{{/each}}{{#with valueOf}}x{{/with}}{{#if toString}}x{{/if}}',
  '{{@root.toString}}{{../toString}}{{../../toString}}',
])('shows nothing of what objects inherit: %s', (source) => {
  expect(asText(source, { a: { b: 'B' }, xs: [1] })).toBe('');
});

it('keeps no field by which an object could lead elsewhere', () => {
  const variables = JSON.parse('{"o": {"__proto__": {"x": 1}, "constructor": 2, "toHTML": 3, "ok": 4}}') as JsonObject;
  expect(asText('{{#each o}}{{@key}}={{this}};{{/each}}{{o.x}}', variables)).toBe('ok=4;');
});

it('leaves the prototypes of the process alone', () => {
  const before = Object.getOwnPropertyNames(Object.prototype);
  asText('{{#each o}}{{@key}}{{/each}}', JSON.parse('{"o": {"__proto__": {"polluted": true}}}') as JsonObject);
  expect(Object.getOwnPropertyNames(Object.prototype)).toStrictEqual(before);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});

it('writes nothing to the console', () => {
  const said: Array<unknown> = [];
  const { error, warn, info } = console;
  Object.assign(console, { error: (...words: Array<unknown>) => said.push(words) });
  Object.assign(console, { warn: console.error, info: console.error });
  asText('{{toString}}{{a.valueOf}}{{xs.map}}', hostile);
  Object.assign(console, { error, warn, info });
  expect(said).toStrictEqual([]);
});
