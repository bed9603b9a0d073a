import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { notification } from '../../domain/notification';
import { notificationEvents, type NotificationRequested } from '../../domain/notification/events';
import { notificationStream } from '../../domain/notification/location';
import type { Composed, Reader } from '../commands/compose-notification';
import { execute } from '../commands/execute';
import { impossible } from '../commands/impossible';
import { knownLocale } from '../commands/known-locale';
import { findReader } from '../commands/reader-of';
import { type NotSealed, sealRequest } from '../commands/seal-request';
import { unavailable } from '../commands/unavailable';
import type { AppFailure } from '../failure';
import type { IntakeDeps } from './intake-deps';
import { type IdentityConflict, knownAsNotified } from './known';
import {
  aboutOf,
  type Addressed,
  addressed,
  composeNotice,
  noticeCause,
  type Recipient,
  requestFor,
  withContacts,
} from './notice';
import { type Setback, setbackOf } from './setback';

export type Notified = 'notified' | 'erased';

const composed =
  ({ templates, engine }: IntakeDeps) =>
  (to: Addressed, reader: Reader): TE.TaskEither<AppFailure, Composed> =>
    pipe(
      templates.activeTemplate(to.plan.notice.template, reader.locale),
      TE.mapLeft(unavailable),
      TE.chainEitherK(({ value: template }) =>
        template === undefined
          ? E.left(impossible('/templateCode', 'is no template in use'))
          : composeNotice(engine, to, template, reader),
      ),
      TE.map((said) => withContacts(to, said)),
    );

const requestedData =
  (deps: IntakeDeps) =>
  (to: Addressed, reader: Reader): TE.TaskEither<AppFailure | NotSealed, NotificationRequested['data']> =>
    pipe(
      composed(deps)(to, reader),
      TE.bindTo('said'),
      TE.bindW('sealed', ({ said }) => sealRequest(deps)(aboutOf(to), said)),
      TE.map(({ said, sealed }) => requestFor(to, reader, said, sealed)),
    );

const store =
  ({ journal, writer }: IntakeDeps) =>
  ({ arrival, id }: Addressed, request: NotificationRequested['data']) =>
    pipe(
      execute(writer)({
        stream: notificationStream(id),
        // Not read: the same message finds its own event there, and another one meets a conflict.
        history: TE.right([]),
        decider: notification,
        codecs: notificationEvents,
        command: { type: 'RequestNotification', request },
        cause: noticeCause(arrival),
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
  (recipient: Recipient): TE.TaskEither<Setback | IdentityConflict, Notified> => {
    const to = addressed(recipient);
    const { locale } = to.contacts;
    return pipe(
      findReader(deps)(to.userId, locale === undefined ? undefined : knownLocale(locale)),
      TE.mapLeft(setbackOf),
      TE.chainW((reader) => {
        if (reader === undefined) return TE.right('erased' as const);
        return pipe(
          requestedData(deps)(to, reader),
          TE.mapLeft((failure) => (failure._tag === 'NotSealed' ? failure : setbackOf(failure))),
          TE.chainW((data) => store(deps)(to, data)),
          TE.map((): Notified => 'notified'),
          TE.orElse((failure) => (failure._tag === 'NotSealed' ? withoutRequest(deps, to, failure) : TE.left(failure))),
        );
      }),
    );
  };
