import type { Locale } from '../../domain/shared/codecs';

/** The locale of who has none, and of what exists in no other. */
const defaultLocale = 'zh-CN';
const languageOf = (locale: string): string => locale.split('-', 1)[0] ?? locale;

/** Exactly this locale, else its language without a region, else any of its language, else the default one. */
export const chooseLocale = <A extends { readonly locale: Locale }>(
  wanted: Locale,
  candidates: ReadonlyArray<A>,
): A | undefined => {
  const language = languageOf(wanted);
  return (
    candidates.find(({ locale }) => locale === wanted) ??
    candidates.find(({ locale }) => locale === language) ??
    candidates.find(({ locale }) => languageOf(locale) === language) ??
    candidates.find(({ locale }) => locale === defaultLocale)
  );
};
