import * as E from 'fp-ts/Either';
import type { MemberRefusal } from '../../domain/batch/events';
import { contentKeyOf } from '../../domain/batch/names';
import type { NotificationContent } from '../../domain/notification/content';
import type { TemplateEngine } from '../../domain/ports/template-engine';
import type { Locale, TemplateRef } from '../../domain/shared/codecs';
import type { JsonObject } from '../../domain/shared/json';
import { createLruCache } from '../../domain/shared/lru-cache';
import { readsAlike } from '../../domain/template/reads-alike';
import { chooseLocale } from '../../projections/templates/choose-locale';
import type { Reader } from '../commands/compose-notification';
import { type BatchTemplate, composeMember } from './batch-template';

type Shown = Pick<NotificationContent, 'title' | 'body'> & { readonly data: JsonObject };

/** `key`: names what is shown alike to all who read alike; undefined: it is one recipient's own. */
export type ForMember = {
  readonly locale: Locale;
  readonly type: string;
  readonly template: TemplateRef;
  readonly shown: Shown;
  readonly key: string | undefined;
};

type Rendering = E.Either<MemberRefusal, Pick<ForMember, 'type' | 'template' | 'shown'>>;

export type Composer = (reader: Reader, own: JsonObject | undefined) => E.Either<MemberRefusal, ForMember>;

/** As many as there are languages and time zones where people live. */
const REMEMBERED = 512;

type Parts = {
  readonly engine: TemplateEngine;
  readonly namespace: string;
  readonly batchId: string;
  readonly templates: ReadonlyArray<BatchTemplate>;
};

/**
 * Composes for each reader of a batch: once for all who read alike, and for each who has variables of their own, which go
 * before those that all share.
 */
export const createComposer = ({ engine, namespace, batchId, templates }: Parts): Composer => {
  const known = createLruCache<string, Rendering>(REMEMBERED);
  const keys = createLruCache<string, string>(REMEMBERED);
  const byLocale = templates.map((template) => ({ locale: template.ref.locale, template }));

  const render = (template: BatchTemplate, reader: Reader): Rendering => {
    const composed = composeMember(engine, template, reader);
    if (E.isLeft(composed)) return E.left('not-rendered');
    const { type, title, body, data } = composed.right;
    return E.right({ type, template: template.ref, shown: { title, body, data } });
  };

  const keyOf = ({ ref }: BatchTemplate, { locale, timezone }: Reader): string => {
    const name = JSON.stringify([ref.locale, locale, timezone]);
    const key = keys.get(name) ?? contentKeyOf(namespace, batchId, { template: ref, locale, timezone });
    keys.set(name, key);
    return key;
  };

  const renderShared = (template: BatchTemplate, alike: Reader, key: string): Rendering => {
    const rendering = known.get(key) ?? render(template, alike);
    known.set(key, rendering);
    return rendering;
  };

  return (reader, own) => {
    const template = chooseLocale(reader.locale, byLocale)?.template;
    if (template === undefined) return E.left('not-rendered');
    if (own !== undefined) {
      const rendering = render({ ...template, data: { ...template.data, ...own } }, reader);
      return E.isLeft(rendering) ? rendering : E.right({ ...rendering.right, locale: reader.locale, key: undefined });
    }
    const alike = readsAlike(template.content, template.ref.locale, reader);
    const key = keyOf(template, alike);
    const rendering = renderShared(template, alike, key);
    return E.isLeft(rendering) ? rendering : E.right({ ...rendering.right, locale: reader.locale, key });
  };
};
