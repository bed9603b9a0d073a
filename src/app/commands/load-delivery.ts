import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { delivery as decider } from '../../domain/delivery';
import type { DeliveryRef } from '../../domain/delivery/commands';
import { deliveryStream } from '../../domain/delivery/delivery-id';
import { type DeliveryEvent, deliveryEvents } from '../../domain/delivery/events';
import type { DeliveryState } from '../../domain/delivery/state';
import {
  type NotificationEvent,
  notificationEvents,
  type NotificationRequested,
} from '../../domain/notification/events';
import { deliveryRefOf } from '../../domain/policies/deliveries-of';
import type { Journal, JournalUnavailable } from '../../domain/ports/journal';
import type { Channel, NotificationId } from '../../domain/shared/codecs';
import type { Recorded } from '../../domain/shared/recorded';
import { ofAggregate } from './execute';
import { type History, readHistory } from './read-history';
import { readNotification } from './read-notification';

/** A delivery as the journal has it now, with the request that it comes from. */
export type LoadedDelivery = {
  readonly delivery: DeliveryRef;
  readonly stream: string;
  readonly request: Recorded<NotificationRequested>;
  /** What happened to the notification since it was requested. */
  readonly since: ReadonlyArray<Recorded<NotificationEvent>>;
  readonly history: History;
  readonly state: DeliveryState;
};

/** Undefined where nobody asked for it, or not on that channel. */
export const loadDelivery = (
  journal: Journal,
  { notificationId, channel }: { readonly notificationId: NotificationId; readonly channel: Channel },
): TE.TaskEither<JournalUnavailable, LoadedDelivery | undefined> =>
  pipe(
    readNotification(journal, notificationId),
    TE.chain((about) => {
      const [request, ...since] = ofAggregate<NotificationEvent>(notificationEvents, about);
      if (request?.event.type !== 'NotificationRequested') return TE.right(undefined);
      if (!request.event.data.channels.includes(channel)) return TE.right(undefined);
      const delivery = deliveryRefOf(request.event.data, channel);
      const stream = deliveryStream(delivery.deliveryId);
      return pipe(
        readHistory(journal, stream),
        TE.map((history) => ({
          delivery,
          stream,
          request: request as Recorded<NotificationRequested>,
          since,
          history,
          state: ofAggregate<DeliveryEvent>(deliveryEvents, history).reduce(
            (state, { event }) => decider.evolve(state, event),
            decider.initialState,
          ),
        })),
      );
    }),
  );
