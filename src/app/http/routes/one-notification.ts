import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { ok } from '../answer';
import { listed } from '../answers/lists';
import { Delivery, Notification } from '../answers/notification';
import { closedObject } from '../codecs/closed-object';
import { NotificationId } from '../codecs/identifiers';
import { Nothing } from '../codecs/nothing';
import { defineRoute } from '../define-route';
import { reachable, userOf } from '../ownership';
import type { Route } from '../route';

const params = closedObject('NotificationParams', { id: NotificationId }, {});
const tag = 'Notifications';

const readNotification = defineRoute(
  {
    id: 'readNotification',
    method: 'get',
    path: '/notifications/:id',
    tag,
    summary: 'One notification',
    effect: 'read',
    params,
    query: Nothing,
    answers: { 200: { description: 'As it stands in the inbox.', body: Notification } },
  },
  ({ queries }) =>
    (input) =>
      pipe(
        input.reach === 'all'
          ? queries.notification(input.params.id, input.at)
          : queries.shownNotification(input.params.id, input.at, userOf(input)),
        TE.chainFirstEitherKW(({ userId }) => reachable(input, userId)),
        TE.map(ok),
      ),
);

const listDeliveries = defineRoute(
  {
    id: 'listDeliveries',
    method: 'get',
    path: '/notifications/:id/deliveries',
    tag,
    summary: 'Its deliveries, one for each channel, with every attempt',
    effect: 'read',
    params,
    query: Nothing,
    answers: { 200: { description: 'All of them.', body: listed('Deliveries', Delivery) } },
  },
  ({ queries }) =>
    ({ params: { id }, at }) =>
      pipe(
        queries.deliveries(id, at),
        TE.map((data) => ok({ data, nextCursor: null })),
      ),
);

export const oneNotificationRoutes: ReadonlyArray<Route> = [readNotification, listDeliveries];
