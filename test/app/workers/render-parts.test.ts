import { createTemplateEngine } from '../../../src/adapters/handlebars/create-template-engine';
import { renderParts } from '../../../src/app/workers/render-parts';
import { textOfHtml } from '../../../src/app/workers/text-of-html';
import { initialTemplates } from '../../../src/domain/template/initial/initial-templates';
import { right } from '../../support/right';

const render = renderParts(createTemplateEngine());
const content = {
  title: 'A title',
  body: 'A body',
  data: { userId: 'u-1', username: '<b>n</b>', expiresAt: '2026-03-01T09:00:00Z' },
};
const options = { locale: 'en-US', timezone: 'UTC' };

const template = (code: string) => {
  const seed = initialTemplates.find((one) => one.code === code && one.locale === 'en-US');
  if (seed === undefined) throw new Error(`there is no template ${code}`);
  return { ref: { code, locale: seed.locale, version: 1 }, content: seed.content };
};

describe('the parts of a message', () => {
  it('are what was stored, where there is no template', () => {
    const parts = { title: 'A title', body: 'A body', mailText: 'A body', emailHtml: null, smsText: 'A title\nA body' };
    const rendered = right(render({ content, secrets: {}, template: undefined, options }));
    expect(rendered).toStrictEqual({ shown: parts, atRest: parts });
  });

  it('carry the secrets to where they are sent, in HTML and in text, and mask them where they are kept', () => {
    const secrets = { resetToken: 'the-token', resetCode: '424242' };
    const { shown, atRest } = right(render({ content, secrets, template: template('user.password_reset'), options }));
    expect([shown.emailHtml, shown.mailText].every((text) => text?.includes('the-token'))).toBe(true);
    expect(shown.smsText).toContain('424242');
    expect(JSON.stringify({ title: shown.title, body: shown.body, atRest })).not.toMatch(/the-token|424242/);
  });
});

describe('the text of a mail', () => {
  it('says what the HTML says, with the addresses of its links', () => {
    const html =
      '<html><head><title>no</title></head><body><h1>Hello</h1><p>Use <a style="x" href="https://a.test/?t=1">this link</a>,\n' +
      'not &lt;that&gt; &amp;amp;</p><br/><p></p><div>Bye</div></body></html>';
    expect(textOfHtml(html)).toBe('Hello\n\nUse this link (https://a.test/?t=1),\n\nnot <that> &amp;\n\nBye');
  });
});
