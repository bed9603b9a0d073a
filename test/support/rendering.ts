import * as E from 'fp-ts/Either';
import { createTemplateEngine } from '../../src/adapters/handlebars/create-template-engine';
import type { Rendered } from '../../src/domain/ports/template-engine';
import type { JsonObject } from '../../src/domain/shared/json';
import type { TemplateContent } from '../../src/domain/template/events';
import { right } from './right';

/** A template whose body is the source, and whose other parts are the same or nothing. */
export const contentOf = (body: string, others: Partial<TemplateContent> = {}): TemplateContent => ({
  type: 'test',
  channels: ['websocket'],
  priority: 'P2',
  title: '',
  body,
  emailHtml: null,
  smsText: null,
  variables: [],
  ...others,
});

export type Place = { readonly locale?: string; readonly timezone?: string | null };

const shown = (
  source: string,
  variables: JsonObject,
  { locale = 'zh-CN', timezone = 'Asia/Shanghai' }: Place,
  part: keyof Rendered,
) => {
  const content = contentOf('', { [part]: source });
  return E.map((rendered: Rendered) => rendered[part])(
    createTemplateEngine().render('k', content, variables, { locale, timezone }),
  );
};

/** The source as plain text, for a reader in Shanghai unless said otherwise. */
export const asText = (source: string, variables: JsonObject = {}, place: Place = {}): string | null =>
  right(shown(source, variables, place, 'body'));
export const asHtml = (source: string, variables: JsonObject = {}): string | null =>
  right(shown(source, variables, {}, 'emailHtml'));
export const outcomeOf = (source: string, variables: JsonObject = {}): ReturnType<typeof shown> =>
  shown(source, variables, {}, 'body');
