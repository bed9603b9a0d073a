import type { Locale } from '../shared/codecs';

const language = (locale: string): string => locale.split('-')[0] ?? locale;

/** Dates and numbers follow the reader's region, but never another language than the text they stand in. */
export const localeOfValues = (reader: Locale, template: Locale): Locale =>
  language(reader) === language(template) ? reader : template;
