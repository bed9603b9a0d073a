import { pipe } from 'fp-ts/function';
import type * as TE from 'fp-ts/TaskEither';
import { notification } from '../../domain/notification';
import type { NotificationCommand } from '../../domain/notification/commands';
import { type NotificationEvent, notificationEvents } from '../../domain/notification/events';
import { notificationStream } from '../../domain/notification/location';
import type { NotificationRejection } from '../../domain/notification/rejections';
import type { AppendFailure, Journal } from '../../domain/ports/journal';
import type { NotificationId } from '../../domain/shared/codecs';
import type { Writer } from './create-writer';
import { type Decided, execute } from './execute';
import { readNotification } from './read-notification';
import { retryConflicts } from './retry-conflicts';
import type { Cause } from './to-new-events';

/** One decision on a notification that was requested, on its present history. */
export const decideNotification =
  ({ journal, writer }: { readonly journal: Journal; readonly writer: Writer }) =>
  (
    id: NotificationId,
    command: NotificationCommand,
    cause: Omit<Cause, 'correlationId'>,
  ): TE.TaskEither<NotificationRejection | AppendFailure, Decided<NotificationEvent>> =>
    pipe(
      execute(writer)({
        stream: notificationStream(id),
        history: readNotification(journal, id),
        decider: notification,
        codecs: notificationEvents,
        command,
        cause: { ...cause, correlationId: id },
      }),
      retryConflicts,
    );
