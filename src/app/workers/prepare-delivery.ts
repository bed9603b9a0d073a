import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import type { ReadonlyNonEmptyArray } from 'fp-ts/ReadonlyNonEmptyArray';
import * as TE from 'fp-ts/TaskEither';
import type { NotificationRequested } from '../../domain/notification/events';
import type { Providers } from '../../domain/ports/providers';
import type { TemplateEngine } from '../../domain/ports/template-engine';
import { localeOfValues } from '../../domain/policies/locale-of-values';
import type { AtPosition } from '../../domain/ports/views';
import type { Recorded } from '../../domain/shared/recorded';
import type { Position } from '../../domain/shared/stored-event';
import type { DirectoryQuestions } from '../../projections/directory/questions';
import type { TemplatesQuestions } from '../../projections/templates/questions';
import { openContacts } from '../commands/open-contacts';
import type { PortFailure } from '../commands/unavailable';
import type { Sources } from '../vault/open-contents';
import { type Closed, openContent } from './open-content';
import { type Prepared, prepareMessage, type SentChannel } from './prepare-message';
import { type Pinned, renderParts } from './render-parts';

/** Why a delivery can't be sent at all. */
export type Hindrance = Closed | 'no-address' | 'render-failed';
/** A view has not yet seen what stood before the request: it is asked again. */
export type ViewBehind = { readonly _tag: 'ViewBehind' };

export type Preparing = Sources & {
  readonly directory: Pick<DirectoryQuestions, 'recipientRow'>;
  readonly templates: Pick<TemplatesQuestions, 'templateVersion'>;
  readonly engine: TemplateEngine;
  readonly providers: Providers;
};

type Preparation = TE.TaskEither<PortFailure | ViewBehind, E.Either<Hindrance, ReadonlyNonEmptyArray<Prepared>>>;

const upTo =
  (position: Position) =>
  <A>(answer: AtPosition<A>): E.Either<ViewBehind, A> =>
    answer.position < position ? E.left({ _tag: 'ViewBehind' }) : E.right(answer.value);

const pinnedTemplate = (
  { templates }: Preparing,
  { event, position }: Recorded<NotificationRequested>,
): TE.TaskEither<PortFailure | ViewBehind, Pinned | undefined> => {
  const ref = event.data.template;
  if (ref === null) return TE.right(undefined);
  return pipe(
    templates.templateVersion(ref),
    TE.chainEitherKW(upTo(position)),
    TE.map((content) => content && { ref, content }),
  );
};

/**
 * Everything that sending needs, before the attempt is claimed: address and time zone as the request's cause names them,
 * else as the directory has them now; the content, and the parts rendered from the version that the request pinned.
 */
export const prepareDelivery =
  (deps: Preparing) =>
  (request: Recorded<NotificationRequested>, channel: SentChannel): Preparation =>
    pipe(
      TE.Do,
      TE.bindW('recipient', () =>
        pipe(deps.directory.recipientRow(request.event.data.userId), TE.chainEitherKW(upTo(request.position))),
      ),
      TE.bindW('contacts', ({ recipient }) => openContacts(deps.vault, recipient)),
      TE.bindW('template', () => pinnedTemplate(deps, request)),
      TE.bindW('opened', () => openContent(deps, request)),
      TE.map(({ contacts: known, template, opened }) => {
        if (E.isLeft(opened)) return opened;
        const contacts = { ...known, ...opened.right.content.contacts };
        const { userId, notificationId, locale, template: ref } = request.event.data;
        if (ref !== null && template === undefined) return E.left('render-failed');
        const values = ref === null ? locale : localeOfValues(locale, ref.locale);
        const options = { locale: values, timezone: contacts.timezone ?? null };
        const parts = renderParts(deps.engine)({ ...opened.right, template, options });
        if (E.isLeft(parts)) return parts;
        return prepareMessage(deps.providers, channel, { userId, notificationId, contacts }, parts.right);
      }),
    );
