import * as E from 'fp-ts/Either';
import { createTemplateEngine } from '../../../src/adapters/handlebars/create-template-engine';
import type { Rendered } from '../../../src/domain/ports/template-engine';
import type { JsonObject } from '../../../src/domain/shared/json';
import { initialTemplates, type SeedTemplate } from '../../../src/domain/template/initial/initial-templates';

const engine = createTemplateEngine();
const table = initialTemplates.map((seed) => [`${seed.code} ${seed.locale}`, seed] as const);

const neverRendered: Rendered = { title: '', body: '', emailHtml: null, smsText: null };
const samplesOf = ({ content }: SeedTemplate, keep: 'all' | 'required'): JsonObject =>
  Object.fromEntries(
    content.variables
      .filter(({ required }) => required || keep === 'all')
      .map(({ name, sample }) => [name, sample as JsonObject[string]]),
  );

describe.each(table)('%s', (name, seed) => {
  it('renders whole, with all of its variables and with the required ones alone', () => {
    const { locale, content } = seed;
    for (const keep of ['all', 'required'] as const) {
      const outcome = engine.render(name, content, samplesOf(seed, keep), { locale, timezone: null });
      expect(E.isRight(outcome)).toBe(true);
      expect(JSON.stringify(outcome)).not.toMatch(/\{\{|undefined|NaN|Invalid Date|\[object/);
    }
  });

  it('escapes what it is given in its mail', () => {
    const hostile = samplesOf(seed, 'all');
    const marked = Object.fromEntries(
      Object.entries(hostile).map(([key, value]) => [key, typeof value === 'string' ? `${value}<b>` : value]),
    );
    const outcome = engine.render(name, seed.content, marked, { locale: seed.locale, timezone: null });
    expect(E.isRight(outcome) ? (outcome.right.emailHtml ?? '') : '<b>').not.toContain('<b>');
  });
});

const resets = table.filter(([, { code }]) => code === 'user.password_reset');

it.each(resets)('%s keeps its secrets to mail and text', (name, seed) => {
  const variables = samplesOf(seed, 'all');
  const outcome = engine.render(name, seed.content, variables, { locale: seed.locale, timezone: null });
  const { title, body, emailHtml, smsText } = E.isRight(outcome) ? outcome.right : neverRendered;
  expect(emailHtml).toContain('sample-token');
  expect(smsText).toContain('000000');
  expect(`${title} ${body}`).not.toMatch(/sample-token|000000|example\.com/);
});
