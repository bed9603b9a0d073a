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
import { type BatchTemplate, composeMember, shownPartsOf } from './batch-template';

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

type Told = E.Either<MemberRefusal, ForMember>;

export type Composer = (reader: Reader, own: JsonObject | undefined) => Told;

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
  const forReaders = createLruCache<string, Told>(REMEMBERED);
  const byLocale = templates.map((template) => ({ locale: template.ref.locale, template: shownPartsOf(template) }));

  const render = (template: BatchTemplate, reader: Reader): Rendering => {
    const composed = composeMember(engine, template, reader);
    if (E.isLeft(composed)) return E.left('not-rendered');
    const { type, title, body, data } = composed.right;
    return E.right({ type, template: template.ref, shown: { title, body, data } });
  };

  const renderShared = (template: BatchTemplate, alike: Reader, key: string): Rendering => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const rendering = render(template, alike);
    known.set(key, rendering);
    return rendering;
  };

  const composeShared = (reader: Reader): Told => {
    const template = chooseLocale(reader.locale, byLocale)?.template;
    if (template === undefined) return E.left('not-rendered');
    const alike = readsAlike(template.content, template.ref.locale, reader);
    const key = contentKeyOf(namespace, batchId, { template: template.ref, ...alike });
    const rendering = renderShared(template, alike, key);
    return E.isLeft(rendering) ? rendering : E.right({ ...rendering.right, locale: reader.locale, key });
  };

  const composeOwn = (reader: Reader, own: JsonObject): Told => {
    const template = chooseLocale(reader.locale, byLocale)?.template;
    if (template === undefined) return E.left('not-rendered');
    const rendering = render({ ...template, data: { ...template.data, ...own } }, reader);
    return E.isLeft(rendering) ? rendering : E.right({ ...rendering.right, locale: reader.locale, key: undefined });
  };

  return (reader, own) => {
    if (own !== undefined) return composeOwn(reader, own);
    const name = `${reader.locale}/${reader.timezone ?? ''}`;
    const before = forReaders.get(name);
    if (before !== undefined) return before;
    const told = composeShared(reader);
    forReaders.set(name, told);
    return told;
  };
};
