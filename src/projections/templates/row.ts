import * as t from 'io-ts';
import { Code, Instant, Locale, nullable, type TemplateRef, Whole } from '../../domain/shared/codecs';
import type { JsonObject } from '../../domain/shared/json';
import type { RowKey, ViewId } from '../../domain/shared/view';
import { TemplateContent } from '../../domain/template/events';

export const templatesView: ViewId = { name: 'templates', version: 1 };

/** A template in one locale: `latest` is the version that renders what is requested from now on. */
export const TemplateRow = t.strict(
  {
    code: Code,
    locale: Locale,
    latest: Whole,
    active: t.boolean,
    retiredAt: nullable(Instant),
    createdAt: Instant,
    updatedAt: Instant,
  },
  'TemplateRow',
);
export type TemplateRow = t.TypeOf<typeof TemplateRow>;

/** One version; it never changes. */
export const TemplateVersionRow = t.strict(
  { code: Code, locale: Locale, version: Whole, createdAt: Instant, content: TemplateContent },
  'TemplateVersionRow',
);
export type TemplateVersionRow = t.TypeOf<typeof TemplateVersionRow>;

/** As the row is stored: samples came from an event's JSON, and are JSON. */
export const versionValue = (row: TemplateVersionRow): JsonObject => row as JsonObject;

type Name = Pick<TemplateRef, 'code' | 'locale'>;
/** A locale has no dot, so the last one ends the code. */
export const templateKey = ({ code, locale }: Name): RowKey => ({ table: 'template', key: `${code}.${locale}` });
export const versionKey = ({ code, locale, version }: TemplateRef): RowKey => ({
  table: 'version',
  key: `${code}.${locale}.${version}`,
});

/** Sorted by locale: the active ones of a code. */
export const activeIndex = (code: string): string => `active/${code}`;
