const isKnown = (tag: string): boolean => {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    // What is no tag throws; there is no other way to ask.
    return false;
  }
};

/** The tag where it is one of BCP 47, else the ledger's default. */
export const intlLocale = (locale: string): string => (isKnown(locale) ? locale : 'zh-CN');

/** Newer locale data parts "4:05" and "PM" by a narrow space that texts, old mail clients and searches stumble over. */
export const withPlainSpaces = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');
