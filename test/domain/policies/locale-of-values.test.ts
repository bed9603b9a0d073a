import { localeOfValues } from '../../../src/domain/policies/locale-of-values';
import type { Locale } from '../../../src/domain/shared/codecs';

it.each([
  ['en-GB', 'en-US', 'en-GB'],
  ['zh-CN', 'zh-CN', 'zh-CN'],
  ['fr', 'zh-CN', 'zh-CN'],
])('writes values for a reader of %s in a text in %s as in %s', (reader, template, values) => {
  expect(localeOfValues(reader as Locale, template as Locale)).toBe(values);
});
