import type { Locale } from '../shared/codecs';

/** A text in the languages that the ledger speaks by itself. */
export type Localized = { readonly zh: string; readonly en: string };

/** In a locale's language: English for English, else Chinese, the default. */
export const inLanguageOf = (locale: Locale, { zh, en }: Localized): string => (/^en(-|$)/.test(locale) ? en : zh);
