import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { Locale } from '../../domain/shared/codecs';
import type { JsonObject } from '../../domain/shared/json';
import type { TemplateContent } from '../../domain/template/events';
import type { ActiveTemplate } from '../../projections/templates/questions';
import { impossible } from '../commands/impossible';
import { unavailable } from '../commands/unavailable';
import type { AppFailure } from '../failure';
import type { BatchDeps } from './batch-deps';
import { type BatchTemplate, composeMember } from './batch-template';

type VariablesFor = (content: TemplateContent, locale: Locale) => JsonObject;

const hasSecret = ({ content }: ActiveTemplate): boolean => content.variables.some(({ secret }) => secret);

/** The template's present versions in all its languages, with the variables that all share; nobody has seen them tried. */
export const activeVersions =
  ({ templates }: { readonly templates: Pick<BatchDeps['templates'], 'activeTemplates'> }) =>
  (code: string, variablesFor: VariablesFor): TE.TaskEither<AppFailure, ReadonlyArray<BatchTemplate>> =>
    pipe(
      templates.activeTemplates(code),
      TE.mapLeft(unavailable),
      TE.chainEitherK(({ value }) => {
        if (value.length === 0) return E.left(impossible('/templateCode', 'is no template in use'));
        if (value.some(hasSecret))
          return E.left(impossible('/templateCode', 'has a secret, which can not be told to many'));
        return E.right(value.map(({ ref, content }) => ({ ref, content, data: variablesFor(content, ref.locale) })));
      }),
    );

/** Why a template can't say it with the variables that all share alone; undefined: it can. */
const faultOf =
  ({ engine }: Pick<BatchDeps, 'engine'>) =>
  (template: BatchTemplate): AppFailure | undefined => {
    const composed = composeMember(engine, template, { locale: template.ref.locale, timezone: null });
    return E.isLeft(composed) ? composed.left : undefined;
  };

/** As `activeVersions`, each tried with its variables before anybody is told. */
export const pinTemplates =
  (deps: Pick<BatchDeps, 'templates' | 'engine'>) =>
  (code: string, variablesFor: VariablesFor): TE.TaskEither<AppFailure, ReadonlyArray<BatchTemplate>> =>
    pipe(
      activeVersions(deps)(code, variablesFor),
      TE.filterOrElse(
        (templates) => templates.every((template) => faultOf(deps)(template) === undefined),
        (templates) => templates.map(faultOf(deps)).find((fault) => fault !== undefined) ?? impossible('', ''),
      ),
    );
