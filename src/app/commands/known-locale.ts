import * as E from 'fp-ts/Either';
import { Locale } from '../../domain/shared/codecs';

/** A BCP 47 tag in its canonical spelling (`zh-cn` is `zh-CN`), undefined where it is none or names no known language. */
export const knownLocale = (tag: string): Locale | undefined => {
  const supported = E.tryCatch(
    () => Intl.DateTimeFormat.supportedLocalesOf(tag),
    () => undefined,
  );
  const locale = E.isRight(supported) ? Locale.decode(supported.right[0]) : supported;
  return E.isRight(locale) ? locale.right : undefined;
};
