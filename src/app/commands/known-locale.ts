import * as E from 'fp-ts/Either';
import { Locale } from '../../domain/shared/codecs';
import { createLruCache } from '../../domain/shared/lru-cache';

const REMEMBERED = 500;
/** RFC 5646, section 4.4.1: no tag of a language in use is longer. */
const LONGEST_REMEMBERED = 35;
const remembered = createLruCache<string, Locale>(REMEMBERED);

/** A BCP 47 tag in its canonical spelling (`zh-cn` is `zh-CN`), undefined where it is none or names no known language. */
export const knownLocale = (tag: string): Locale | undefined => {
  const before = remembered.get(tag);
  if (before !== undefined) return before;
  const supported = E.tryCatch(
    () => Intl.DateTimeFormat.supportedLocalesOf(tag),
    () => undefined,
  );
  const locale = E.isRight(supported) ? Locale.decode(supported.right[0]) : supported;
  if (E.isLeft(locale)) return undefined;
  if (tag.length <= LONGEST_REMEMBERED) remembered.set(tag, locale.right);
  return locale.right;
};
