import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { deliveriesOf } from '../../domain/policies/deliveries-of';
import type { Journal } from '../../domain/ports/journal';
import type { NotificationId } from '../../domain/shared/codecs';
import type { AppFailure } from '../failure';
import { inParallel } from './in-parallel';
import { type LoadedDelivery, loadDelivery } from './load-delivery';
import { readNotification } from './read-notification';
import { unavailable } from './unavailable';

const notFound: AppFailure = { _tag: 'NotFound' };

/** What a notification has set going, delivery by delivery; NotFound where there is no such notification. */
export const loadDeliveries = (
  journal: Journal,
  notificationId: NotificationId,
): TE.TaskEither<AppFailure, ReadonlyArray<LoadedDelivery>> =>
  pipe(
    readNotification(journal, notificationId),
    TE.mapLeft(unavailable),
    TE.chain(([request]) => {
      if (request?.event.type !== 'NotificationRequested') return TE.left(notFound);
      const planned = deliveriesOf(request.event.data, request.at).filter(({ due }) => due !== undefined);
      return inParallel(planned, ({ delivery }) =>
        pipe(
          loadDelivery(journal, { notificationId, channel: delivery.channel }),
          TE.mapLeft(unavailable),
          TE.chain((loaded) => (loaded === undefined ? TE.left(notFound) : TE.right(loaded))),
        ),
      );
    }),
  );
