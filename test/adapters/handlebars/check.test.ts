import { createTemplateEngine } from '../../../src/adapters/handlebars/create-template-engine';

const { check } = createTemplateEngine();

it.each([
  ['{{#if a}}\n{{else}}', 2, 8, 'The template ends too early'],
  ['one\n {{ two', 2, 4, 'Not expected here: INVALID'],
  ['a\nb {{/if}}', 2, 2, 'Not expected here: OPEN_ENDBLOCK'],
  ['x\n\n {{#if a}}{{/each}}', 3, 4, "if doesn't match each"],
  ['{{> partial}}', 1, 0, 'Partials and decorators are not allowed'],
  ['{{#> layout}}{{/layout}}', 1, 0, 'Partials and decorators are not allowed'],
  ['{{* decorator}}', 1, 0, 'Partials and decorators are not allowed'],
  ['{{#* inline "x"}}{{/inline}}', 1, 0, 'Partials and decorators are not allowed'],
  ['ab {{{name}}}', 1, 3, 'Output without escaping is not allowed'],
  ['{{&name}}', 1, 0, 'Output without escaping is not allowed'],
  ['{{lookup a "b"}}', 1, 0, 'There is no such helper'],
  ['{{log a}}', 1, 0, 'There is no such helper'],
  ['{{helperMissing a}}', 1, 0, 'There is no such helper'],
  ['{{name key=1}}', 1, 0, 'There is no such helper'],
  ['{{#items}}{{/items}}', 1, 0, 'There is no such block'],
  ['{{^items}}{{/items}}', 1, 0, 'There is no such block'],
  ['{{#blockHelperMissing a}}{{/blockHelperMissing}}', 1, 0, 'There is no such block'],
  ['{{#formatDate a}}{{/formatDate}}', 1, 0, 'There is no such block'],
  ['{{#this.if a}}{{/this.if}}', 1, 0, 'There is no such block'],
  ['{{if a}}', 1, 0, 'if is a block: {{#if}}'],
  ['{{formatDate}}', 1, 0, 'formatDate takes 1 to 2 arguments, not 0'],
  ['{{#each a b}}{{/each}}', 1, 0, 'each takes 1 arguments, not 2'],
  ['{{formatDate a zone="UTC"}}', 1, 15, 'formatDate takes no argument zone'],
  ['{{formatDate (lookup a "b")}}', 1, 13, 'Calls within calls are not allowed'],
  ['{{formatDate a timezone=(lookup a "b")}}', 1, 24, 'Calls within calls are not allowed'],
  ['{{"name"}}', 1, 0, 'Not a variable'],
  ['{{constructor}}', 1, 2, "The name constructor can't be used"],
  ['{{a.__proto__.b}}', 1, 2, "The name __proto__ can't be used"],
  ['{{#with a as |constructor|}}{{/with}}', 1, 0, "The name constructor can't be used"],
  ['{{#each a as |if|}}{{/each}}', 1, 0, "The name if can't be used"],
  ['{{#if a as |b|}}{{/if}}', 1, 0, 'At most 0 names after "as" here'],
  ['{{@budget}}', 1, 2, 'There is no @budget'],
  ['{{@index.x}}', 1, 2, 'There is no @index'],
  ['{{a.b.c.d.e.f.g.h.i}}', 1, 2, 'The path is too long'],
])('finds what is wrong in %j', (source, line, column, message) => {
  expect(check(source).faults).toStrictEqual([{ line, column, message }]);
});

it('finds all that is not allowed, in the order of the source', () => {
  expect(check('{{{a}}}\n{{lookup b c}}').faults.map(({ line }) => line)).toStrictEqual([1, 2]);
});

it.each([
  ['plain', []],
  ['{{a}} {{b.c}} {{a}}', ['a', 'b']],
  ['{{this.a}} {{./b}} {{@root.c}} {{this}}', ['a', 'b', 'c']],
  ['{{formatDate a b timezone=c}} {{formatNumber 1}}', ['a', 'b', 'c']],
  ['{{#if a}}{{b}}{{else if c}}{{d}}{{else}}{{e}}{{/if}}', ['a', 'b', 'c', 'd', 'e']],
  ['{{#each a}}{{inner}}{{../b}}{{@root.c}}{{@index}}{{else}}{{d}}{{/each}}', ['a', 'b', 'c', 'd']],
  ['{{#each a as |x i|}}{{x.inner}}{{i}}{{../b}}{{/each}}{{x}}', ['a', 'b', 'x']],
  ['{{#with a}}{{inner}}{{#each b}}{{../inner}}{{../../c}}{{/each}}{{/with}}', ['a', 'c']],
  ['{{#with this as |x|}}{{a}}{{x.b}}{{/with}}', ['a']],
  ['{{#if a}}{{../beyond}}{{/if}}', ['a']],
  ['{{#ifEquals a "x"}}{{b}}{{/ifEquals}}{{! comment }}', ['a', 'b']],
])('names the variables of %j', (source, variables) => {
  expect(check(source)).toStrictEqual({ faults: [], variables });
});
