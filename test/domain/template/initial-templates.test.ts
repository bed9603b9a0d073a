import { parse } from 'handlebars';
import * as t from 'io-ts';
import { initialTemplates, type SeedTemplate } from '../../../src/domain/template/initial/initial-templates';
import { checkVariables } from '../../../src/domain/template/variables';

const helpers = ['formatDate', 'formatNumber', 'formatCurrency', 'ifEquals', 'if', 'unless', 'each'];
const Path = t.type({ type: t.literal('PathExpression'), data: t.literal(false), parts: t.array(t.string) });

/** The first part of every path in a source; helpers, `this` and `@first` left out. */
const used = (source: string): ReadonlyArray<string> => {
  const names = new Set<string>();
  JSON.stringify(parse(source), (_key, node: unknown) => {
    if (Path.is(node) && node.parts[0] !== undefined) names.add(node.parts[0]);
    return node;
  });
  return [...names].filter((name) => !helpers.includes(name));
};
const sourcesOf = ({ content }: SeedTemplate) =>
  [content.title, content.body, content.emailHtml, content.smsText].filter((source) => source !== null);
const secretsOf = ({ content }: SeedTemplate) =>
  content.variables.filter(({ secret }) => secret).map(({ name }) => name);
const table = initialTemplates.map((seed) => [`${seed.code} ${seed.locale}`, seed] as const);

describe('the first templates', () => {
  it('are one for each event that notifies, in both languages', () => {
    const codes = (locale: string) => initialTemplates.filter((seed) => seed.locale === locale).map(({ code }) => code);
    expect(new Set(codes('zh-CN')).size).toBe(30);
    expect(codes('en-US')).toStrictEqual(codes('zh-CN'));
    expect(initialTemplates).toHaveLength(60);
  });

  it('keep secrets for the password reset', () => {
    expect(Object.fromEntries(initialTemplates.map((seed) => [seed.code, secretsOf(seed)]))).toMatchObject({
      'user.password_reset': ['resetToken', 'resetCode', 'resetLink'],
      'user.registered': [],
    });
  });

  it.each(table)('%s uses what it declares and nothing else', (_name, seed) => {
    const declared = seed.content.variables.map(({ name }) => name);
    expect(
      sourcesOf(seed)
        .flatMap(used)
        .filter((name) => !declared.includes(name)),
    ).toStrictEqual([]);
  });

  it.each(table)('%s shows no secret in title or body', (_name, seed) => {
    const shown = [...used(seed.content.title), ...used(seed.content.body)];
    expect(shown.filter((name) => secretsOf(seed).includes(name))).toStrictEqual([]);
  });

  it.each(table)('%s has a source for each of its channels that needs one', (_name, { content }) => {
    expect(content.emailHtml !== null).toBe(content.channels.includes('email'));
    expect(content.smsText !== null).toBe(content.channels.includes('sms'));
  });

  it.each(table)('%s has samples of the types it declares', (_name, { content }) => {
    const samples = Object.fromEntries(content.variables.map(({ name, sample }) => [name, sample as never]));
    expect(checkVariables(content, samples)).toStrictEqual([]);
  });
});
