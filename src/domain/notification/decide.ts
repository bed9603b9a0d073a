import * as E from 'fp-ts/Either';
import { isExpired, isVisible } from '../policies/visibility';
import type { Archive, Cancel, Expire, MarkRead, NotificationCommand, RequestNotification } from './commands';
import type { NotificationEvent } from './events';
import type { NotificationRejection } from './rejections';
import type { NotificationState, RequestedState } from './state';

type Decision = E.Either<NotificationRejection, ReadonlyArray<NotificationEvent>>;

const nothing: Decision = E.right([]);

/** A repeat of the same request is accepted; another one under the same id is not. */
const request = ({ request: data }: RequestNotification, state: NotificationState): Decision => {
  if (state.status === 'unknown') return E.right([{ type: 'NotificationRequested', data }]);
  const { notificationId, userId, fingerprint } = data;
  const same = state.userId === userId && state.fingerprint === fingerprint;
  return same ? nothing : E.left({ _tag: 'RequestDiffers', notificationId });
};

const byRecipient = (command: MarkRead | Archive, state: RequestedState): Decision => {
  const { notificationId, userId, now } = command;
  if (userId !== state.userId || !isVisible(state, now))
    return E.left({ _tag: 'NotificationNotFound', notificationId });
  const data = { notificationId, userId };
  if (command.type === 'MarkRead') return state.read ? nothing : E.right([{ type: 'NotificationRead', data }]);
  return state.archived ? nothing : E.right([{ type: 'NotificationArchived', data }]);
};

/** What is scheduled can be called off whole; of the rest, what has not started. */
const cancel = ({ notificationId, now, stillOpen }: Cancel, state: RequestedState): Decision => {
  if (state.cancelled) return nothing;
  const over = state.expired || isExpired(state, now);
  if (over || !(stillOpen || !isVisible(state, now))) return E.left({ _tag: 'NothingToCancel', notificationId });
  return E.right([{ type: 'NotificationCancelled', data: { notificationId, userId: state.userId } }]);
};

const expire = ({ notificationId, now }: Expire, state: RequestedState): Decision => {
  if (state.expired || state.cancelled) return nothing;
  if (!isExpired(state, now)) return E.left({ _tag: 'NotExpired', notificationId });
  return E.right([{ type: 'NotificationExpired', data: { notificationId, userId: state.userId } }]);
};

/** The rules of a notification. A command whose effect is already recorded is accepted with no events. */
export const decide = (command: NotificationCommand, state: NotificationState): Decision => {
  if (command.type === 'RequestNotification') return request(command, state);
  if (state.status === 'unknown')
    return E.left({ _tag: 'NotificationNotFound', notificationId: command.notificationId });
  switch (command.type) {
    case 'MarkRead':
    case 'Archive':
      return byRecipient(command, state);
    case 'Cancel':
      return cancel(command, state);
    case 'Expire':
      return expire(command, state);
  }
};
