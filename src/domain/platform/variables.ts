import type { Locale } from '../shared/codecs';
import type { Json, JsonObject } from '../shared/json';
import type { TemplateContent } from '../template/events';
import { inLanguageOf } from './localized';
import type { PlatformMessage } from './message';

/** A stack trace as an error's message must not make a notification too large to render, store or read. */
const longestText = 2000;
const longestPart = 200;
const mostParts = 50;

const shortenedTo = (length: number, text: string): string =>
  text.length > length ? `${text.slice(0, length)}…` : text;

const shortened = (value: Json, length = longestText): Json => {
  if (typeof value === 'string') return shortenedTo(length, value);
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value))
    return (value as ReadonlyArray<Json>).slice(0, mostParts).map((part) => shortened(part, longestPart));
  const parts = Object.entries(value as JsonObject).slice(0, mostParts);
  return Object.fromEntries(parts.map(([name, part]) => [name, shortened(part, longestPart)]));
};

/** Who reads it, and where the platform's site is; without an origin (`https://…`) there are no links. */
export type Reader = { readonly locale: Locale; readonly siteOrigin: string | undefined };

/** Everything that can be said of a message: its fields, what they are called in the reader's language, and links. */
const sayable = ({ payload, reading }: PlatformMessage, { locale, siteOrigin }: Reader): JsonObject => {
  const wording = Object.entries(reading.wording).map(([name, text]) => [name, inLanguageOf(locale, text)] as const);
  const paths = siteOrigin === undefined ? [] : Object.entries(reading.links);
  const links = paths.map(([name, path]) => [name, `${siteOrigin ?? ''}${path}`] as const);
  const fields = Object.entries(payload).map(([name, value]) => [name, shortened(value)] as const);
  return Object.fromEntries<Json>([...fields, ...wording, ...links]);
};

/**
 * The variables that a template declares, with their values from a message. Others are left out: only the template says
 * which are secret, so what it does not know of may be one, and is stored nowhere.
 */
export const variablesOf = (
  message: PlatformMessage,
  { variables }: Pick<TemplateContent, 'variables'>,
  reader: Reader,
): JsonObject => {
  const values = sayable(message, reader);
  return Object.fromEntries(
    variables.flatMap(({ name }) => {
      const value = Object.hasOwn(values, name) ? values[name] : undefined;
      return value === undefined ? [] : [[name, value]];
    }),
  );
};
