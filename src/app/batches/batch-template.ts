import * as E from 'fp-ts/Either';
import type { BatchAccepted, MemberRefusal } from '../../domain/batch/events';
import type { TemplateEngine } from '../../domain/ports/template-engine';
import type { JsonObject } from '../../domain/shared/json';
import { chooseLocale } from '../../projections/templates/choose-locale';
import type { ActiveTemplate } from '../../projections/templates/questions';
import { composeFrom, type Composed, type Reader } from '../commands/compose-notification';
import type { AppFailure } from '../failure';

/** One language of a batch: the version that renders it, and the variables it is rendered from. */
export type BatchTemplate = ActiveTemplate & { readonly data: JsonObject };

type Terms = Pick<BatchAccepted['data'], 'channels' | 'priority' | 'expiresAt'>;

/** What a reader is shown, or why the template can't say it. */
export const composeMember = (
  engine: TemplateEngine,
  { channels, priority, expiresAt }: Terms,
  template: BatchTemplate,
  reader: Reader,
): E.Either<AppFailure, Composed> => {
  const wanted = { data: template.data, knownChannels: channels, priority, expiresAt: expiresAt ?? undefined };
  return composeFrom(engine, template, wanted, reader);
};

/** Composes for each reader of a batch, once for all who read alike. */
export const createComposer = (
  engine: TemplateEngine,
  terms: Terms,
  templates: ReadonlyArray<BatchTemplate>,
): ((reader: Reader) => E.Either<MemberRefusal, Composed>) => {
  const known = new Map<string, E.Either<MemberRefusal, Composed>>();
  const byLocale = templates.map((template) => ({ locale: template.ref.locale, template }));
  const compose = (reader: Reader): E.Either<MemberRefusal, Composed> => {
    const chosen = chooseLocale(reader.locale, byLocale);
    if (chosen === undefined) return E.left('not-rendered');
    const composed = composeMember(engine, terms, chosen.template, reader);
    return E.isRight(composed) ? composed : E.left('not-rendered');
  };
  return (reader) => {
    const key = JSON.stringify([reader.locale, reader.timezone]);
    const composed = known.get(key) ?? compose(reader);
    known.set(key, composed);
    return composed;
  };
};
