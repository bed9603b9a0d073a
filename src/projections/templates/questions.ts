import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { Views } from '../../domain/ports/views';
import type { Locale, TemplateRef } from '../../domain/shared/codecs';
import type { TemplateContent } from '../../domain/template/events';
import { askRange, askRow, askRows, type Question } from '../question';
import { chooseLocale } from './choose-locale';
import { activeIndex, TemplateRow, templatesView, TemplateVersionRow, versionKey } from './row';

export type ActiveTemplate = { readonly ref: TemplateRef; readonly content: TemplateContent };

export type TemplatesQuestions = {
  /** The active template of a code: in the locale, else in its language, else in the default one (`chooseLocale`). */
  readonly activeTemplate: (code: string, locale: Locale) => Question<ActiveTemplate | undefined>;
  /** The active templates of a code, one for each of its locales. */
  readonly activeTemplates: (code: string) => Question<ReadonlyArray<ActiveTemplate>>;
  /** What a version holds, whether or not the template is active. */
  readonly templateVersion: (ref: TemplateRef) => Question<TemplateContent | undefined>;
};

/** More locales than any one template has. */
const localesOfACode = 500;

/** What is asked of the view `templates`. */
export const templatesQuestions = (views: Views): TemplatesQuestions => {
  const askActive = askRange(views, templatesView, TemplateRow);
  const askVersion = askRow(views, templatesView, TemplateVersionRow);
  const templateVersion: TemplatesQuestions['templateVersion'] = (ref) =>
    pipe(
      askVersion(versionKey(ref)),
      TE.map(({ position, value }) => ({ position, value: value?.content })),
    );
  const withContent = ({ code, locale, latest }: TemplateRow): Question<ActiveTemplate | undefined> => {
    const ref = { code, locale, version: latest };
    return pipe(
      templateVersion(ref),
      TE.map(({ position, value: content }) => ({ position, value: content && { ref, content } })),
    );
  };
  const askContents = askRows(views, templatesView, TemplateVersionRow);
  return {
    templateVersion,
    activeTemplates: (code) =>
      pipe(
        askActive(activeIndex(code), { limit: localesOfACode }),
        TE.chain(({ value }) =>
          askContents(value.map(({ row: { locale, latest } }) => versionKey({ code, locale, version: latest }))),
        ),
        TE.map(({ position, value }) => ({
          position,
          value: value.map(({ locale, version, content }) => ({ ref: { code, locale, version }, content })),
        })),
      ),
    activeTemplate: (code, locale) =>
      pipe(
        askActive(activeIndex(code), { limit: localesOfACode }),
        TE.chain(({ position, value }) => {
          const chosen = chooseLocale(
            locale,
            value.map(({ row }) => row),
          );
          return chosen === undefined ? TE.right({ position, value: undefined }) : withContent(chosen);
        }),
      ),
  };
};
