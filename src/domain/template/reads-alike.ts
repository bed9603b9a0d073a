import type { Locale } from '../shared/codecs';
import { localeOfValues } from '../policies/locale-of-values';
import type { TemplateContent } from './events';

type Shown = Pick<TemplateContent, 'title' | 'body'>;
type Reader = { readonly locale: Locale; readonly timezone: string | null };

/** A helper is called by its name alone, so that a text without the name does not call it. */
const calls = ({ title, body }: Shown, helper: string): boolean => title.includes(helper) || body.includes(helper);

/**
 * What of a reader a template's title and body depend on: the region only where numbers or times are shown, the time zone
 * only where times are. Whoever is alike in this is shown the same.
 */
export const readsAlike = (content: Shown, template: Locale, { locale, timezone }: Reader): Reader => ({
  locale: calls(content, 'format') ? localeOfValues(locale, template) : template,
  timezone: calls(content, 'formatDate') ? timezone : null,
});
