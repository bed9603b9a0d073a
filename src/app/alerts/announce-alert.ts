import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { notification } from '../../domain/notification';
import { notificationEvents } from '../../domain/notification/events';
import { notificationStream } from '../../domain/notification/location';
import { type AlertCause, causeName } from '../../domain/operations/cause';
import type { NotificationId, UserId } from '../../domain/shared/codecs';
import { deriveId } from '../../domain/shared/derive-id';
import type { Composed } from '../commands/compose-notification';
import { execute } from '../commands/execute';
import { inParallel } from '../commands/in-parallel';
import { findReader } from '../commands/reader-of';
import { sealRequest } from '../commands/seal-request';
import { unavailable } from '../commands/unavailable';
import { writeFailure } from '../commands/write-failure';
import type { AppFailure } from '../failure';
import { type Alerting, alertActor } from './alerting';
import { alertText } from './alert-text';

export type OpenAlert = { readonly cause: AlertCause; readonly alertId: string };

const composed = ({ cause, alertId }: OpenAlert, text: Pick<Composed, 'title' | 'body'>): Composed => ({
  ...text,
  type: 'ops.alert',
  template: null,
  data: { alertId, kind: cause.kind, subject: cause.subject, reason: cause.reason },
  secrets: {},
  channels: ['websocket', 'email'],
  priority: 'P1',
  expiresAt: null,
});

type Deps = Pick<Alerting, 'writer' | 'vault' | 'directory' | 'clock' | 'operators'>;

const tell =
  (deps: Deps, alert: OpenAlert) =>
  (userId: UserId): TE.TaskEither<AppFailure, unknown> => {
    const { writer, clock } = deps;
    const id = deriveId(writer.namespace, 'notification', 'alert', alert.alertId, userId) as NotificationId;
    const stream = notificationStream(id);
    return pipe(
      findReader(deps)(userId, undefined),
      TE.chain((reader) => {
        if (reader === undefined) return TE.right(undefined);
        const said = composed(alert, alertText(alert.cause, reader.locale));
        return pipe(
          sealRequest(deps)({ id, userId, stream, causeId: alert.alertId }, said),
          TE.chainW((sealed) => {
            const { type, template, channels, priority, expiresAt } = said;
            const request = { notificationId: id, userId, type, template, locale: reader.locale, channels, priority };
            const origin = { kind: 'alert', id: alert.alertId } as const;
            const rest = { sendAt: null, expiresAt, bypasses: [], origin, fingerprint: null, ...sealed };
            return pipe(
              execute(writer)({
                stream,
                // Not read: who was told before is found by the event's id, which is the alert's.
                history: TE.right([]),
                decider: notification,
                codecs: notificationEvents,
                command: { type: 'RequestNotification', request: { ...request, ...rest } },
                cause: {
                  id: alert.alertId,
                  actor: alertActor,
                  correlationId: causeName(alert.cause),
                  at: clock.now(),
                },
              }),
              TE.mapLeft((failure) => {
                if (
                  failure._tag === 'Conflict' ||
                  failure._tag === 'JournalUnavailable' ||
                  failure._tag === 'AppendTooLarge' ||
                  failure._tag === 'StreamDeleted'
                )
                  return writeFailure(failure);
                throw new Error(`An alert was refused: ${failure._tag}`);
              }),
            );
          }),
          // Erased a moment ago: an operator no more.
          TE.orElse((failure) => (failure._tag === 'NotSealed' ? TE.right(undefined) : TE.left(failure))),
        );
      }),
    );
  };

/** One notification of the alert to each operator, in their language; telling again tells nobody twice. */
export const announceAlert =
  (deps: Deps) =>
  (alert: OpenAlert): TE.TaskEither<AppFailure, void> =>
    pipe(
      deps.operators,
      TE.mapLeft(unavailable),
      TE.chain((operators) => inParallel(operators, tell(deps, alert))),
      TE.map(() => undefined),
    );
