import type { DeliveryRejection } from '../../domain/delivery/rejections';
import type { AppendFailure } from '../../domain/ports/journal';
import type { AppFailure } from '../failure';
import { writeFailure } from './write-failure';

const wrongState = (detail: string): AppFailure => ({ _tag: 'WrongState', detail });

/** Why nothing was done to a delivery, as its caller is told. */
export const deliveryFailure = (failure: DeliveryRejection | AppendFailure): AppFailure => {
  switch (failure._tag) {
    case 'AttemptOpen':
      return wrongState(`An attempt is under way until ${failure.until}.`);
    case 'NotDue':
      return wrongState(`It is not due before ${failure.until}.`);
    case 'DeliveryEnded':
      return wrongState(`It has ended: ${failure.final}.`);
    case 'NoSuchAttempt':
    case 'NotOwner':
      return wrongState('There is no such attempt.');
    case 'Conflict':
    case 'JournalUnavailable':
    case 'AppendTooLarge':
    case 'StreamDeleted':
      return writeFailure(failure);
  }
};
