import * as E from 'fp-ts/Either';
import type { DeliveryRejection } from '../../domain/delivery/rejections';
import type { NotificationRejection } from '../../domain/notification/rejections';
import type { AppendFailure } from '../../domain/ports/journal';
import type { WorkOutcome } from '../../domain/ports/work-queue';
import type { PortFailure } from '../commands/unavailable';
import type { ViewBehind } from './prepare-delivery';

/** `afresh`: somebody else wrote meanwhile, so the step is chosen again on what stands there now. */
export type Settled = WorkOutcome | 'afresh';

export type StepFailure = DeliveryRejection | NotificationRejection | AppendFailure | PortFailure | ViewBehind;

/**
 * What becomes of a message by how its step ended. A refusal is no fault: the delivery has gone on, and its next step, if
 * any, comes by the view of what is outstanding.
 */
export const settledBy = (outcome: E.Either<StepFailure, unknown>): Settled => {
  if (E.isRight(outcome)) return 'done';
  switch (outcome.left._tag) {
    case 'Conflict':
    // The wait for the view has been before this, so it is tried at once.
    case 'ViewBehind':
      return 'afresh';
    case 'JournalUnavailable':
    case 'KeyRingUnavailable':
    case 'ViewUnavailable':
    case 'ViewNotReady':
      return 'again';
    case 'AttemptOpen':
    case 'NotDue':
    case 'DeliveryEnded':
    case 'NoSuchAttempt':
    case 'NotOwner':
    case 'NotificationNotFound':
    case 'RequestDiffers':
    case 'NothingToCancel':
    case 'NotExpired':
      return 'done';
    case 'AppendTooLarge':
      throw new Error(`An event of ${outcome.left.stream} is larger than an append may be`);
    case 'StreamDeleted':
      throw new Error(`The stream ${outcome.left.stream} was deleted`);
  }
};
