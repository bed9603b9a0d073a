import type { AppendFailure } from '../../domain/ports/journal';
import type { RecipientRejection } from '../../domain/recipient/rejections';
import type { AppFailure } from '../failure';
import { writeFailure } from './write-failure';

export type ContactsFailure = AppFailure | RecipientRejection | AppendFailure;

/** Why nothing was written about a recipient, as the caller is told. */
export const recipientFailure = (failure: ContactsFailure): AppFailure => {
  switch (failure._tag) {
    case 'RecipientIsErased':
      return { _tag: 'WrongState', detail: 'This recipient was erased.' };
    case 'Conflict':
    case 'JournalUnavailable':
    case 'AppendTooLarge':
    case 'StreamDeleted':
      return writeFailure(failure);
    default:
      return failure;
  }
};
