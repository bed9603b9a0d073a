import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { notification } from '../../domain/notification';
import { notificationEvents, type NotificationRequested } from '../../domain/notification/events';
import { notificationStream } from '../../domain/notification/location';
import type { Plan } from '../../domain/platform/plan';
import { variablesOf } from '../../domain/platform/variables';
import type { NotificationId, UserId } from '../../domain/shared/codecs';
import { type Composed, composeFrom, type Reader } from '../commands/compose-notification';
import { execute } from '../commands/execute';
import { impossible } from '../commands/impossible';
import { knownLocale } from '../commands/known-locale';
import { findReader } from '../commands/reader-of';
import { type NotSealed, sealRequest } from '../commands/seal-request';
import { unavailable } from '../commands/unavailable';
import type { AppFailure } from '../failure';
import { type Arrival, causeOf } from './arrival';
import type { IntakeDeps } from './intake-deps';
import { type IdentityConflict, knownAsNotified } from './known';
import { type Setback, setbackOf } from './setback';
import { usableContacts } from './usable-contacts';

export type Notifying = Extract<Plan, { readonly kind: 'notify' }>;

export type Notified = 'notified' | 'erased';

/** One recipient of a message's notice. */
type Addressed = {
  readonly arrival: Arrival;
  readonly plan: Notifying;
  readonly userId: UserId;
  readonly id: NotificationId;
};

/** No setting says where the platform's site is, so nothing links to it. */
export const NO_SITE = undefined;

const composed =
  ({ templates, engine }: IntakeDeps) =>
  ({ arrival, plan }: Addressed, reader: Reader): TE.TaskEither<AppFailure, Composed> => {
    const { template: code, channels, priority } = plan.notice;
    return pipe(
      templates.activeTemplate(code, reader.locale),
      TE.mapLeft(unavailable),
      TE.chainEitherK(({ value: template }) => {
        if (template === undefined) return E.left(impossible('/templateCode', 'is no template in use'));
        const { ref, content } = template;
        const data = variablesOf(arrival.message, content, { locale: ref.locale, siteOrigin: NO_SITE });
        const wanted = { data, knownChannels: channels, priority, expiresAt: plan.expiresAt ?? undefined };
        return composeFrom(engine, template, wanted, reader);
      }),
    );
  };

const requestedData =
  (deps: IntakeDeps) =>
  (
    addressed: Addressed,
    reader: Reader,
    causeId: string,
  ): TE.TaskEither<AppFailure | NotSealed, NotificationRequested['data']> => {
    const { arrival, plan, userId, id } = addressed;
    const contacts = usableContacts(plan.contacts);
    const about = { id, userId, stream: notificationStream(id), causeId };
    return pipe(
      composed(deps)(addressed, { ...reader, timezone: contacts.timezone ?? reader.timezone }),
      TE.map((said) => (Object.keys(contacts).length === 0 ? said : { ...said, contacts })),
      TE.bindTo('said'),
      TE.bindW('sealed', ({ said }) => sealRequest(deps)(about, said)),
      TE.map(({ said, sealed }) => ({
        notificationId: id,
        userId,
        type: said.type,
        template: said.template,
        locale: reader.locale,
        channels: said.channels,
        priority: said.priority,
        sendAt: null,
        expiresAt: said.expiresAt,
        bypasses: plan.notice.bypasses,
        origin: { kind: 'platform' as const, id: arrival.identity },
        fingerprint: arrival.fingerprint,
        ...sealed,
      })),
    );
  };

const store =
  ({ journal, writer }: IntakeDeps) =>
  ({ arrival, id }: Addressed, request: NotificationRequested['data'], causeId: string) =>
    pipe(
      execute(writer)({
        stream: notificationStream(id),
        // Not read: the same message finds its own event there, and another one meets a conflict.
        history: TE.right([]),
        decider: notification,
        codecs: notificationEvents,
        command: { type: 'RequestNotification', request },
        cause: { ...causeOf(arrival), id: causeId, causedBy: arrival.identity },
      }),
      TE.orElseW((failure): TE.TaskEither<Setback | IdentityConflict, unknown> => {
        if (failure._tag === 'Conflict') return knownAsNotified(journal, arrival, id);
        if (
          failure._tag === 'JournalUnavailable' ||
          failure._tag === 'AppendTooLarge' ||
          failure._tag === 'StreamDeleted'
        )
          return TE.left(setbackOf(failure));
        throw new Error(`A new request was refused: ${failure._tag}`);
      }),
    );

/** Nobody is told: the person was erased a moment ago, or the same message has done all that it was to do. */
const withoutRequest = (
  { journal }: IntakeDeps,
  { arrival, id }: Addressed,
  { because }: NotSealed,
): TE.TaskEither<Setback | IdentityConflict, Notified> =>
  because === 'erased'
    ? TE.right('erased')
    : pipe(
        knownAsNotified(journal, arrival, id),
        TE.map(() => 'notified'),
      );

/**
 * Requests the notice for one recipient, once: the notification's id is the message's, and its event's id is of what the
 * message says besides. A repeat is recognized by the journal; the same identity with other words is a conflict.
 */
export const notifyUser =
  (deps: IntakeDeps) =>
  (addressed: Addressed): TE.TaskEither<Setback | IdentityConflict, Notified> => {
    const { arrival, plan, userId } = addressed;
    const { locale } = usableContacts(plan.contacts);
    const causeId = `${arrival.identity} ${arrival.fingerprint}`;
    return pipe(
      findReader(deps)(userId, locale === undefined ? undefined : knownLocale(locale)),
      TE.mapLeft(setbackOf),
      TE.chainW((reader) => {
        if (reader === undefined) return TE.right('erased' as const);
        return pipe(
          requestedData(deps)(addressed, reader, causeId),
          TE.mapLeft((failure) => (failure._tag === 'NotSealed' ? failure : setbackOf(failure))),
          TE.chainW((data) => store(deps)(addressed, data, causeId)),
          TE.map((): Notified => 'notified'),
          TE.orElse((failure) =>
            failure._tag === 'NotSealed' ? withoutRequest(deps, addressed, failure) : TE.left(failure),
          ),
        );
      }),
    );
  };
