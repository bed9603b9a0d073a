import type { Locale } from '../../src/domain/shared/codecs';
import type { TemplateContent, TemplateEvent } from '../../src/domain/template/events';
import { templates } from '../../src/projections/templates/project';
import { templatesQuestions } from '../../src/projections/templates/questions';
import { openProjecting } from '../support/projecting';
import { right } from '../support/right';
import { enUS, zhCN } from '../support/vocabulary';

const content = (title: string): TemplateContent => ({
  type: 'device.error',
  channels: ['websocket'],
  priority: 'P0',
  title,
  body: 'b',
  emailHtml: null,
  smsText: null,
  variables: [{ name: 'x', type: 'object', required: true, secret: false, sample: { any: ['json'] } }],
});
const code = 'device.error';
const created = (locale: Locale): TemplateEvent => ({
  type: 'TemplateCreated',
  data: { code, locale, cause: 'c', version: 1, content: content(`one in ${locale}`) },
});
const revised = (locale: Locale): TemplateEvent => ({
  type: 'TemplateRevised',
  data: { code, locale, cause: 'c', version: 2, content: content(`two in ${locale}`) },
});
const turned = (
  type: 'TemplateActivated' | 'TemplateDeactivated' | 'TemplateRetired',
  locale: Locale,
): TemplateEvent => ({ type, data: { code, locale, cause: 'c' } });

const ask = async (events: ReadonlyArray<TemplateEvent>, wanted: string): Promise<string | undefined> => {
  const scene = await openProjecting([templates]);
  scene.start();
  await scene.tell(...events.map((event) => ({ stream: `template-${code}.${event.data.locale}`, event })));
  await scene.caughtUp();
  const found = right(await templatesQuestions(scene.views).activeTemplate(code, wanted as Locale)()).value;
  await scene.close();
  return found?.content.title;
};
const both = [created(zhCN), turned('TemplateActivated', zhCN), created(enUS), turned('TemplateActivated', enUS)];

describe('the templates', () => {
  it.each([
    ['en-US', 'one in en-US'],
    ['en-GB', 'one in en-US'],
    ['en', 'one in en-US'],
    ['zh', 'one in zh-CN'],
    ['zh-TW', 'one in zh-CN'],
    ['fr', 'one in zh-CN'],
  ])('answer a wish for %s with what comes closest', async (wanted, title) => {
    expect(await ask(both, wanted)).toBe(title);
  });

  it('give the latest version of what is active', async () => {
    expect(await ask([...both, revised(enUS)], 'en-US')).toBe('two in en-US');
  });

  it.each([
    ['not active yet', [created(enUS)]],
    ['inactive', [created(enUS), turned('TemplateActivated', enUS), turned('TemplateDeactivated', enUS)]],
    ['retired', [created(enUS), turned('TemplateActivated', enUS), turned('TemplateRetired', enUS)]],
  ])('do not offer what is %s', async (_, events) => {
    expect(await ask(events, 'en-US')).toBeUndefined();
  });

  it('keep every version as it was', async () => {
    const scene = await openProjecting([templates]);
    scene.start();
    const stream = `template-${code}.${enUS}`;
    await scene.tell({ stream, event: created(enUS) }, { stream, event: revised(enUS) });
    await scene.caughtUp();
    const { templateVersion } = templatesQuestions(scene.views);
    const version = async (number: number) =>
      right(await templateVersion({ code, locale: enUS, version: number })()).value;
    expect(await version(1)).toStrictEqual(content('one in en-US'));
    expect((await version(2))?.title).toBe('two in en-US');
    expect(await version(3)).toBeUndefined();
    await scene.close();
  });
});
