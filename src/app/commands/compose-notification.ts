import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { TemplateEngine } from '../../domain/ports/template-engine';
import { localeOfValues } from '../../domain/policies/locale-of-values';
import type { Contacts } from '../../domain/recipient/contacts';
import type { Channel, Instant, Locale, Priority, TemplateRef } from '../../domain/shared/codecs';
import { toInstant } from '../../domain/shared/codecs';
import type { JsonObject } from '../../domain/shared/json';
import type { TemplateContent } from '../../domain/template/events';
import { checkVariables, splitSecrets } from '../../domain/template/variables';
import type { ActiveTemplate } from '../../projections/templates/questions';
import type { AppFailure, FieldError } from '../failure';
import type { CheckedRequest } from './check-request';
import type { CommandDeps } from './command-deps';
import { impossible } from './impossible';
import { unavailable } from './unavailable';

/** A notification as its recipient will see it, and what is kept apart from it. */
export type Composed = {
  readonly type: string;
  readonly template: TemplateRef | null;
  readonly title: string;
  readonly body: string;
  readonly data: JsonObject;
  readonly secrets: JsonObject;
  readonly channels: ReadonlyArray<Channel>;
  readonly priority: Priority;
  readonly expiresAt: Instant | null;
  /** The addresses that the cause itself names. */
  readonly contacts?: Contacts;
};

export type Reader = { readonly locale: Locale; readonly timezone: string | null };

const inAppOnly: ReadonlyArray<Channel> = ['websocket'];
const ordinary: Priority = 'P2';
const problems = { missing: 'is required', 'wrong-type': 'is of another type than the template declares' } as const;

/** A name as a part of a JSON pointer (RFC 6901, section 3). */
const pointed = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

type Wanted = Pick<CheckedRequest, 'data' | 'expiresAt' | 'knownChannels' | 'priority'>;

/** A secret that names its own end (`expiresAt`) is not kept beyond it. */
const expiryOf = ({ expiresAt }: Wanted, secrets: JsonObject, data: JsonObject): Instant | null => {
  const ownEnd = data['expiresAt'];
  if (Object.keys(secrets).length === 0 || typeof ownEnd !== 'string') return expiresAt ?? null;
  const ends = [expiresAt, toInstant(ownEnd)].filter((end) => end !== undefined).sort();
  return ends[0] ?? null;
};

/** What a template wants of its variables and does not get, each at its place. */
export const variableErrors = (
  content: Pick<TemplateContent, 'variables'>,
  data: JsonObject,
): ReadonlyArray<FieldError> =>
  checkVariables(content, data).map(({ name, problem }) => ({
    path: `/data/${pointed(name)}`,
    message: problems[problem],
  }));

/** As the template says it, or why it can't: a variable that is required and absent, or of another type. */
export const composeFrom = (
  engine: TemplateEngine,
  { ref, content }: ActiveTemplate,
  request: Wanted,
  reader: Reader,
): E.Either<AppFailure, Composed> => {
  const errors = variableErrors(content, request.data);
  if (errors.length > 0) return E.left({ _tag: 'Impossible', errors });
  const { shown, secrets } = splitSecrets(content, request.data);
  const options = { ...reader, locale: localeOfValues(reader.locale, ref.locale) };
  const parts = engine.render(`${ref.code}.${ref.locale}.${String(ref.version)}`, content, shown, options);
  if (E.isLeft(parts)) return E.left(impossible('/data', 'can not be rendered by the template'));
  const { title, body } = parts.right;
  return E.right({
    type: content.type,
    template: ref,
    title,
    body,
    data: shown,
    secrets,
    channels: request.knownChannels ?? (content.channels.length > 0 ? content.channels : inAppOnly),
    priority: request.priority ?? content.priority,
    expiresAt: expiryOf(request, secrets, request.data),
  });
};

/** Title and body are rendered once, now, without the secrets: what is stored is what is shown, for ever. */
export const composeNotification =
  ({ templates, engine }: Pick<CommandDeps, 'templates' | 'engine'>) =>
  (request: CheckedRequest, reader: Reader): TE.TaskEither<AppFailure, Composed> => {
    const { content, data, knownChannels, priority, expiresAt } = request;
    if (content.kind === 'plain') {
      const { type, title, body } = content;
      const plain = { type, template: null, title, body, data, secrets: {}, expiresAt: expiresAt ?? null };
      return TE.right({ ...plain, channels: knownChannels ?? inAppOnly, priority: priority ?? ordinary });
    }
    return pipe(
      templates.activeTemplate(content.code, reader.locale),
      TE.mapLeft(unavailable),
      TE.chainEitherK(({ value: template }) =>
        template === undefined
          ? E.left(impossible('/templateCode', 'is no template in use'))
          : composeFrom(engine, template, request, reader),
      ),
    );
  };
