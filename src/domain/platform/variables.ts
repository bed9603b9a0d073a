import type { Locale } from '../shared/codecs';
import type { Json, JsonObject } from '../shared/json';
import type { TemplateContent } from '../template/events';
import { inLanguageOf } from './localized';
import type { PlatformMessage } from './message';

/** A stack trace as an error's message must not make a notification that is too large to store. */
const longestText = 4000;
const mostItems = 50;

const shortened = (value: Json): Json => {
  if (typeof value === 'string') return value.length > longestText ? `${value.slice(0, longestText)}…` : value;
  return Array.isArray(value) ? (value as ReadonlyArray<Json>).slice(0, mostItems).map(shortened) : value;
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
