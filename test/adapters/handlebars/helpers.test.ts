import * as fc from 'fast-check';
import type { Json } from '../../../src/domain/shared/json';
import { asText } from '../../support/rendering';

const at = '2026-03-01T08:05:09.000Z';
const chinese = { locale: 'zh-CN', timezone: 'Asia/Shanghai' };
const english = { locale: 'en-US', timezone: 'America/New_York' };

describe('formatDate', () => {
  it.each([
    ['', '2026年3月1日 16:05', 'Mar 1, 2026, 3:05 AM'],
    ['"short"', '2026/3/1 16:05', '3/1/26, 3:05 AM'],
    ['"medium"', '2026年3月1日 16:05', 'Mar 1, 2026, 3:05 AM'],
    ['"long"', '2026年3月1日 16:05:09', 'March 1, 2026 at 3:05:09 AM'],
    ['"full"', '2026年3月1日星期日 GMT+8 16:05:09', 'Sunday, March 1, 2026 at 3:05:09 AM EST'],
    ['"date"', '2026年3月1日', 'March 1, 2026'],
    ['"time"', '16:05', '3:05 AM'],
    ['"iso"', '2026-03-01T08:05:09.000Z', '2026-03-01T08:05:09.000Z'],
    ['"YYYY-MM-DD HH:mm:ss"', '2026-03-01 16:05:09', '2026-03-01 03:05:09'],
    ['"MM月DD日"', '03月01日', '03月01日'],
    ['"no such format"', '2026年3月1日 16:05', 'Mar 1, 2026, 3:05 AM'],
    ['format', '2026年3月1日 16:05', 'Mar 1, 2026, 3:05 AM'],
  ])('shows a time as %s', (format, inChinese, inEnglish) => {
    const source = `{{formatDate at ${format}}}`;
    expect([asText(source, { at }, chinese), asText(source, { at }, english)]).toStrictEqual([inChinese, inEnglish]);
  });

  it.each([
    ['the zone that the template names', '{{formatDate at "time" timezone="America/New_York"}}', '03:05'],
    ['the zone in a variable', '{{formatDate at "time" timezone=zone}}', '17:05'],
    ['UTC for a zone that is none', '{{formatDate at "time" timezone="Mars/Olympus"}}', '08:05'],
    ['the zone of the recipient for one that is absent', '{{formatDate at "time" timezone=absent}}', '16:05'],
  ])('shows it in %s', (_, source, expected) => {
    expect(asText(source, { at, zone: 'Asia/Tokyo' }, chinese)).toBe(expected);
  });

  it('shows it in UTC to a recipient without a zone, and in Chinese where the locale is none', () => {
    expect(asText('{{formatDate at}}', { at }, { locale: '!', timezone: null })).toBe('2026年3月1日 08:05');
  });

  it.each([
    ['milliseconds', 1772352309000, '16:05:09'],
    ['a text with an offset', '2026-03-01T10:05:09+02:00', '16:05:09'],
    ['a text without one, as UTC', '2026-03-01T08:05:09', '16:05:09'],
    ['a day, from its beginning in UTC', '2026-03-01', '08:00:00'],
  ])('takes %s', (_, value, expected) => {
    expect(asText('{{formatDate value "HH:mm:ss"}}', { value })).toBe(expected);
  });
});

describe('formatNumber', () => {
  it.each<readonly [Json, string]>([
    [1234567.891, '1,234,567.891'],
    ['1234.5', '1,234.5'],
    [0, '0'],
    [-0.5, '-0.5'],
  ])('shows %j', (value, expected) => {
    expect(asText('{{formatNumber value}}', { value })).toBe(expected);
  });

  it("shows it with the locale's own separators", () => {
    expect(asText('{{formatNumber 1234.5}}', {}, { locale: 'de-DE' })).toBe('1.234,5');
  });
});

describe('formatCurrency', () => {
  it.each([
    ['value', '¥1,234.50', 'CN¥1,234.50'],
    ['value absent', '¥1,234.50', 'CN¥1,234.50'],
    ['value "USD"', 'US$1,234.50', '$1,234.50'],
    ['value "JPY"', 'JP¥1,235', '¥1,235'],
    ['value "yuan"', '', ''],
    ['value value', '', ''],
  ])('shows an amount as %s', (given, inChinese, inEnglish) => {
    const source = `{{formatCurrency ${given}}}`;
    const variables = { value: 1234.5 };
    expect([asText(source, variables, chinese), asText(source, variables, english)]).toStrictEqual([
      inChinese,
      inEnglish,
    ]);
  });
});

describe('ifEquals', () => {
  it.each<readonly [string, Json, string]>([
    ['"low"', 'low', 'yes'],
    ['"low"', 'high', 'no'],
    ['"3"', 3, 'yes'],
    ['true', true, 'yes'],
    ['other', null, 'yes'],
    ['""', null, 'no'],
    ['0', '', 'no'],
    ['value', ['a'], 'no'],
  ])('compares with %s', (other, value, expected) => {
    expect(asText(`{{#ifEquals value ${other}}}yes{{else}}no{{/ifEquals}}`, { value })).toBe(expected);
  });

  it('shows nothing where it differs and there is no else', () => {
    expect(asText('{{#ifEquals a b}}yes{{/ifEquals}}', { a: 1, b: 2 })).toBe('');
  });
});

it.each(['formatDate', 'formatNumber', 'formatCurrency'])(
  '%s shows what is absent or malformed as nothing',
  (helper) => {
    for (const value of [null, '', 'soon', {}, [], true, 'NaN', '2026-13-45', '1e400', '٣', ' 1 ']) {
      expect([value, asText(`{{${helper} value}}{{${helper} absent}}`, { value: value as Json })]).toStrictEqual([
        value,
        '',
      ]);
    }
  },
);

it('shows neither NaN nor an invalid date, whatever the values are', () => {
  const source =
    '{{formatDate v w timezone=w}}{{formatNumber v}}{{formatCurrency v w}}{{formatCurrency v}}{{formatDate w}}{{formatNumber w}}';
  const isBad = (text: string | null): boolean => /NaN|Invalid|undefined|null|Infinity|∞|\[object/.test(text ?? '');
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (v, w) => {
      expect(isBad(asText(source, { v: v as Json, w: w as Json }))).toBe(false);
    }),
  );
});
