import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { decideNotification } from '../commands/decide-notification';
import { decideOn, deliveryActor, type Delivering } from './delivering';
import type { LoadedDelivery } from '../commands/load-delivery';
import type { StepFailure } from './settled-by';

/**
 * Says of a notification that it has expired, and ends the delivery with it. In this order: what is cut short between the
 * two stays outstanding, and is taken up again.
 */
export const expireDelivery =
  (deps: Pick<Delivering, 'journal' | 'writer' | 'clock' | 'ended'>) =>
  (loaded: LoadedDelivery): TE.TaskEither<StepFailure, unknown> => {
    const { delivery, stream, request } = loaded;
    const { notificationId } = delivery;
    const now = deps.clock.now();
    return pipe(
      decideNotification(deps)(
        notificationId,
        { type: 'Expire', notificationId, now },
        { id: `expired:${request.id}`, actor: deliveryActor, at: now },
      ),
      TE.chainW(() => decideOn(deps)(loaded, { type: 'Abandon', delivery, why: 'expired' }, `expired:${stream}`)),
    );
  };
