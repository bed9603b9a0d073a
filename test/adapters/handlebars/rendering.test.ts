import * as E from 'fp-ts/Either';
import { createTemplateEngine } from '../../../src/adapters/handlebars/create-template-engine';
import { asHtml, asText, contentOf } from '../../support/rendering';
import { right } from '../../support/right';

const options = { locale: 'zh-CN', timezone: null };

it('renders each part that there is', () => {
  const content = contentOf('B {{n}}', { title: 'T {{n}}', emailHtml: '<p>{{n}}</p>', smsText: 'S {{n}}' });
  expect(createTemplateEngine().render('k', content, { n: 'x' }, options)).toStrictEqual(
    E.right({ title: 'T x', body: 'B x', emailHtml: '<p>x</p>', smsText: 'S x' }),
  );
});

it('has no part that the template has not', () => {
  expect(createTemplateEngine().render('k', contentOf('B'), {}, options)).toStrictEqual(
    E.right({ title: '', body: 'B', emailHtml: null, smsText: null }),
  );
});

it('escapes in HTML, and nowhere else', () => {
  const content = contentOf('{{n}}', { title: '{{n}}', emailHtml: '{{n}}', smsText: '{{n}}' });
  const n = '<b a="1">&\'';
  const plain = { title: n, body: n, smsText: n };
  expect(right(createTemplateEngine().render('k', content, { n }, options))).toStrictEqual({
    ...plain,
    emailHtml: '&lt;b a&#x3D;&quot;1&quot;&gt;&amp;&#x27;',
  });
});

it('escapes in HTML what helpers, loops and blocks bring', () => {
  const source = '{{#each xs}}{{this}}{{/each}}{{#with o}}{{a}}{{/with}}{{#if a}}{{a}}{{/if}}{{formatDate t a}}';
  expect(asHtml(source, { xs: ['<'], o: { a: '<' }, a: '<', t: 0 })).not.toContain('<');
});

it('shows what is absent, and objects, as nothing', () => {
  expect(asText('[{{absent}}{{o}}{{o.x.y}}{{nothing}}]', { o: { x: 1 }, nothing: null })).toBe('[]');
});

it('goes through lists and objects', () => {
  const source = '{{#each xs}}{{@index}}:{{name}}{{#unless @last}},{{/unless}}{{else}}none{{/each}}';
  expect(asText(source, { xs: [{ name: 'a' }, { name: 'b' }] })).toBe('0:a,1:b');
  expect(asText(source, { xs: [] })).toBe('none');
  expect(asText('{{#each o as |v k|}}{{k}}={{v}};{{/each}}', { o: { a: 1, b: 2 } })).toBe('a=1;b=2;');
  expect(asText('{{#each xs}}{{../name}}{{@root.name}}{{.}}{{/each}}', { xs: [1], name: 'n' })).toBe('nn1');
});

it('keeps a compiled template, and yet never renders another source by its name', () => {
  const engine = createTemplateEngine();
  const render = (body: string) => right(engine.render('code.zh-CN.1', contentOf(body), { n: 1 }, options)).body;
  expect([render('a{{n}}'), render('a{{n}}'), render('b{{n}}')]).toStrictEqual(['a1', 'a1', 'b1']);
  engine.clear();
  expect(render('a{{n}}')).toBe('a1');
});

it('says which part of a template is broken', () => {
  const content = contentOf('fine', { smsText: '{{#if}}' });
  expect(createTemplateEngine().render('k', content, {}, options)).toMatchObject({
    left: { _tag: 'BrokenSource', part: 'smsText' },
  });
});
