import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { deliveryIdOf, deliveryStream } from '../../domain/delivery/delivery-id';
import { locateRequest, notificationStream } from '../../domain/notification/location';
import type { Journal, JournalUnavailable } from '../../domain/ports/journal';
import type { Channel, NotificationId } from '../../domain/shared/codecs';
import { type History, readHistory } from '../commands/read-history';

type Reads = TE.TaskEither<JournalUnavailable, History>;

const byPosition = (one: { readonly position: bigint }, other: { readonly position: bigint }): number =>
  one.position < other.position ? -1 : 1;

const readRequest = (journal: Journal, id: NotificationId): Reads => {
  const { stream, revision } = locateRequest(id);
  return readHistory(journal, stream, { from: revision, limit: 1 });
};

/** What came after the request; for all but a batch's member, the request stands in the same stream. */
const readRest = (journal: Journal, id: NotificationId, channels: ReadonlyArray<Channel>): Reads =>
  pipe(
    [notificationStream(id), ...channels.map((channel) => deliveryStream(deliveryIdOf(id, channel)))],
    TE.traverseSeqArray((stream) => readHistory(journal, stream)),
    TE.map((histories) => histories.flat()),
  );

/** Every event of a notification and its deliveries, in journal order; empty where nobody requested it. */
export const readNotificationHistory = (journal: Journal, id: NotificationId): Reads =>
  pipe(
    readRequest(journal, id),
    TE.chain((found) => {
      const request = found[0];
      if (request?.event.type !== 'NotificationRequested' || request.event.data.notificationId !== id)
        return TE.right([]);
      return pipe(
        readRest(journal, id, request.event.data.channels),
        TE.map((rest) => [request, ...rest.filter(({ position }) => position !== request.position)].sort(byPosition)),
      );
    }),
  );
