import { dateFormatter } from './date-formatter';
import { withPlainSpaces } from './intl-locale';
import { parseDate } from './parse-date';

type Place = { readonly locale: string; readonly timezone: string };

const styles: ReadonlyMap<string, Intl.DateTimeFormatOptions> = new Map([
  ['short', { dateStyle: 'short', timeStyle: 'short' }],
  ['medium', { dateStyle: 'medium', timeStyle: 'short' }],
  ['long', { dateStyle: 'long', timeStyle: 'medium' }],
  ['full', { dateStyle: 'full', timeStyle: 'long' }],
  ['date', { dateStyle: 'long' }],
  ['time', { timeStyle: 'short' }],
]);
const usualStyle = { dateStyle: 'medium', timeStyle: 'short' } as const;

const digits = {
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
} as const;
const fieldOf: Readonly<Record<string, Intl.DateTimeFormatPartTypes>> = {
  YYYY: 'year',
  MM: 'month',
  DD: 'day',
  HH: 'hour',
  mm: 'minute',
  ss: 'second',
};
const spelt = /YYYY|MM|DD|HH|mm|ss/g;
const onlySpelt = /^(YYYY|MM|DD|HH|mm|ss|[^A-Za-z]){1,40}$/;

const spellOut = (date: Date, format: string, place: Place): string => {
  const parts = dateFormatter({ ...place, locale: 'en-US' }, 'spelt', digits).formatToParts(date);
  return format.replace(spelt, (token) => parts.find(({ type }) => type === fieldOf[token])?.value ?? '');
};

/**
 * A time as the recipient writes it: `short`, `medium` (the default), `long`, `full`, `date`, `time`; `iso` in UTC; or
 * spelt out of YYYY, MM, DD, HH, mm and ss. An unknown format is `medium`. Empty for what is no time.
 */
export const formatDate = (value: unknown, format: unknown, place: Place): string => {
  const date = parseDate(value);
  if (date === undefined) return '';
  if (format === 'iso') return date.toISOString();
  const name = typeof format === 'string' ? format : 'medium';
  const style = styles.get(name);
  if (style === undefined && onlySpelt.test(name)) return spellOut(date, name, place);
  return withPlainSpaces(dateFormatter(place, style === undefined ? 'medium' : name, style ?? usualStyle).format(date));
};
