import { createTemplateEngine } from '../../../src/adapters/handlebars/create-template-engine';
import type { PlatformMessage } from '../../../src/domain/platform/message';
import { variablesOf } from '../../../src/domain/platform/variables';
import type { SeedTemplate } from '../../../src/domain/template/initial/initial-templates';
import { right } from '../../support/right';
import { arrived } from '../../support/scene';
import { eventsWithTemplates } from '../../support/seeded-templates';

const engine = createTemplateEngine();
const siteOrigin = 'https://console.example.com';

const rendered = (message: PlatformMessage, { code, locale, content }: SeedTemplate) => {
  const variables = variablesOf(message, content, { locale, siteOrigin });
  return right(engine.render(`${code}.${locale}`, content, variables, { locale, timezone: 'Asia/Shanghai' }));
};
const inLanguage = (eventType: string, language: string) => {
  const [, , templates] = eventsWithTemplates.find(([type]) => type === eventType)!;
  return templates.find(({ locale }) => locale === language)!;
};

describe.each(eventsWithTemplates)('a message of %s', (eventType, event, templates) => {
  const least = Object.fromEntries(Object.keys(event.fields.optional).map((name) => [name, null]));

  it.each([
    ['that says all it can', {}],
    ['that says no more than it must', least],
  ])('%s is told whole, in both languages', (_name, changes) => {
    for (const template of templates) {
      const { title, body, emailHtml, smsText } = rendered(arrived(eventType, changes), template);
      const parts = [title, body, ...[emailHtml, smsText].filter((part) => part !== null)];
      for (const part of parts) {
        expect(part.trim()).not.toBe('');
        expect(part).not.toMatch(/\{\{|\}\}|undefined|\[object|NaN|Invalid/);
      }
      expect(/\p{Script=Han}/u.test(title)).toBe(template.locale === 'zh-CN');
    }
  });
});

it('tells a device its provider by name, and where to see it', () => {
  const message = arrived('device.connection_lost', { lostAt: '2026-03-01T12:00:00Z' });
  const zh = rendered(message, inLanguage('device.connection_lost', 'zh-CN'));
  const en = rendered(message, inLanguage('device.connection_lost', 'en-US'));
  expect(zh.emailHtml).toContain('容器云手机');
  expect(en.emailHtml).toContain('Container cloud phone');
  expect(en.emailHtml).toContain('href="https://console.example.com/devices/d-1"');
});

it('tells a password reset in the mail and the text alone', () => {
  const message = arrived('user.password_reset_requested');
  const { title, body, emailHtml, smsText } = rendered(message, inLanguage('user.password_reset_requested', 'en-US'));
  expect(emailHtml).toContain('token-1');
  expect(smsText).toContain('482913');
  expect(`${title} ${body}`).not.toMatch(/token-1|482913/);
});

it('tells sums in the way of the reader', () => {
  const { body } = rendered(arrived('billing.invoice_overdue'), inLanguage('billing.invoice_overdue', 'zh-CN'));
  expect(body).toContain('¥320.00');
  expect(body).toContain('已逾期 3 天');
});
