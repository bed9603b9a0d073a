import type { NotificationRejection } from '../../domain/notification/rejections';
import type { AppendFailure } from '../../domain/ports/journal';
import type { AppFailure } from '../failure';
import { writeFailure } from './write-failure';

/** Why nothing was done to a notification, as its caller is told. */
export const notificationFailure = (failure: NotificationRejection | AppendFailure): AppFailure => {
  switch (failure._tag) {
    case 'NotificationNotFound':
      return { _tag: 'NotFound' };
    case 'RequestDiffers':
      return { _tag: 'KeyReused' };
    case 'NothingToCancel':
      return { _tag: 'WrongState', detail: 'Nothing of it is left to cancel.' };
    case 'NotExpired':
      return { _tag: 'WrongState', detail: 'It has not expired.' };
    case 'Conflict':
    case 'JournalUnavailable':
    case 'AppendTooLarge':
    case 'StreamDeleted':
      return writeFailure(failure);
  }
};
