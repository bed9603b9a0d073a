import { createLruCache } from '../../domain/shared/lru-cache';
import { intlLocale } from './intl-locale';

const LONGEST_ZONE = 64;
const made = createLruCache<string, Intl.DateTimeFormat>(500);

const zoneOrUtc = (timezone: string): string => {
  if (timezone.length > LONGEST_ZONE) return 'UTC';
  try {
    return new Intl.DateTimeFormat('en', { timeZone: timezone }).resolvedOptions().timeZone;
  } catch {
    // What is no zone throws; there is no other way to ask.
    return 'UTC';
  }
};

/** Kept by locale, zone and style, since making one costs more than a whole rendering. An unknown zone is UTC. */
export const dateFormatter = (
  { locale, timezone }: { readonly locale: string; readonly timezone: string },
  style: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat => {
  const key = JSON.stringify([locale, timezone.slice(0, LONGEST_ZONE + 1), style]);
  const known = made.get(key);
  if (known !== undefined) return known;
  const formatter = new Intl.DateTimeFormat(intlLocale(locale), { ...options, timeZone: zoneOrUtc(timezone) });
  made.set(key, formatter);
  return formatter;
};
