import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { ActiveTemplate } from '../../projections/templates/questions';
import type { Composed } from '../commands/compose-notification';
import { impossible } from '../commands/impossible';
import { unavailable } from '../commands/unavailable';
import type { AppFailure } from '../failure';
import type { BatchDeps } from './batch-deps';
import { type BatchTemplate, composeMember } from './batch-template';
import type { EveryoneRequest } from './everyone-request';

/** `bytesOfAMember`: about what one recipient's request takes in the journal, in its longest language. */
export type Pinned = { readonly templates: ReadonlyArray<BatchTemplate>; readonly bytesOfAMember: number };

/** What a request holds beside its sealed content: ids, names, the wrapping of the seal. */
const BYTES_BESIDE_CONTENT = 1_536;
/** Sealed bytes are written as base64. */
const SEALED_PER_BYTE = 4 / 3;

const bytesOf = ({ title, body, data }: Composed): number =>
  BYTES_BESIDE_CONTENT + Math.ceil(Buffer.byteLength(JSON.stringify({ title, body, data })) * SEALED_PER_BYTE);

type Language = { readonly template: BatchTemplate; readonly bytes: number };

const inLanguage =
  ({ engine }: Pick<BatchDeps, 'engine'>, request: EveryoneRequest) =>
  ({ ref, content }: ActiveTemplate): E.Either<AppFailure, Language> => {
    const template = { ref, content, data: request.variablesFor(content, ref.locale) };
    return pipe(
      composeMember(engine, request, template, { locale: ref.locale, timezone: null }),
      E.filterOrElse(
        ({ secrets }) => Object.keys(secrets).length === 0,
        () => impossible('/templateCode', 'has a secret, which can not be told to everyone'),
      ),
      E.map((composed) => ({ template, bytes: bytesOf(composed) })),
    );
  };

/** The template's present versions in all its languages, each tried with its variables before anybody is told. */
export const pinTemplates =
  (deps: Pick<BatchDeps, 'templates' | 'engine'>) =>
  (request: EveryoneRequest): TE.TaskEither<AppFailure, Pinned> =>
    pipe(
      deps.templates.activeTemplates(request.templateCode),
      TE.mapLeft(unavailable),
      TE.filterOrElse(
        ({ value }) => value.length > 0,
        () => impossible('/templateCode', 'is no template in use'),
      ),
      TE.chainEitherK(({ value }) => E.traverseArray(inLanguage(deps, request))(value)),
      TE.map((languages) => ({
        templates: languages.map(({ template }) => template),
        bytesOfAMember: Math.max(...languages.map(({ bytes }) => bytes)),
      })),
    );
