import type { HelperOptions } from 'handlebars';
import { each } from './each';
import { formatCurrency, formatNumber } from './format-number';
import { formatDate } from './format-date';
import { renderDataOf } from './render-data';

type Scalar = string | number | boolean;
const isScalar = (value: unknown): value is Scalar => ['string', 'number', 'boolean'].includes(typeof value);

/** Alike as texts, so that a literal "3" equals the number 3; nothing equals an object. */
const areEqual = (a: unknown, b: unknown): boolean => {
  if (isScalar(a) && isScalar(b)) return String(a) === String(b);
  return (a === null || a === undefined) && (b === null || b === undefined);
};

function ifEquals(this: unknown, a: unknown, b: unknown, options: HelperOptions): string {
  return areEqual(a, b) ? options.fn(this) : options.inverse(this);
}

/** Handlebars passes its options as the last argument, after however many the template gave. */
const withOptions =
  (format: (values: ReadonlyArray<unknown>, options: HelperOptions) => string) =>
  (...given: ReadonlyArray<unknown>): string =>
    format(given.slice(0, -1), given.at(-1) as HelperOptions);

const zoneOf = (options: HelperOptions): string => {
  const asked: unknown = options.hash['timezone'];
  return typeof asked === 'string' ? asked : renderDataOf(options).timezone;
};

/** What templates can call, beside the built-in `if`, `unless` and `with`. */
export const helpers = {
  each,
  ifEquals,
  formatDate: withOptions(([value, format], options) =>
    formatDate(value, format, { locale: renderDataOf(options).locale, timezone: zoneOf(options) }),
  ),
  formatNumber: withOptions(([value], options) => formatNumber(value, renderDataOf(options).locale)),
  formatCurrency: withOptions(([value, currency], options) =>
    formatCurrency(value, currency, renderDataOf(options).locale),
  ),
} as const;
