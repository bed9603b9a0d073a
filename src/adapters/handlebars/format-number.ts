import { createLruCache } from '../../domain/shared/lru-cache';
import { intlLocale, withPlainSpaces } from './intl-locale';

const decimal = /^-?\d{1,30}(\.\d{1,30})?$/;
const currencyCode = /^[A-Z]{3}$/;
const made = createLruCache<string, Intl.NumberFormat>(200);

const formatterFor = (locale: string, currency: string | undefined): Intl.NumberFormat => {
  const key = JSON.stringify([locale, currency]);
  const known = made.get(key);
  if (known !== undefined) return known;
  const style = currency === undefined ? {} : ({ style: 'currency', currency } as const);
  const formatter = new Intl.NumberFormat(intlLocale(locale), style);
  made.set(key, formatter);
  return formatter;
};

/** A finite number, or the text of one in decimal digits; undefined for all else. */
const parseNumber = (value: unknown): number | undefined => {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  return typeof value === 'string' && decimal.test(value) ? Number(value) : undefined;
};

/** With the locale's separators and at most three decimals. Empty for what is no number. */
export const formatNumber = (value: unknown, locale: string): string => {
  const number = parseNumber(value);
  return number === undefined ? '' : withPlainSpaces(formatterFor(locale, undefined).format(number));
};

/** An amount in a currency of ISO 4217, CNY where none is given. Empty for what is no number, or no currency. */
export const formatCurrency = (value: unknown, currency: unknown, locale: string): string => {
  const number = parseNumber(value);
  const code = currency ?? 'CNY';
  if (number === undefined || typeof code !== 'string' || !currencyCode.test(code)) return '';
  return withPlainSpaces(formatterFor(locale, code).format(number));
};
