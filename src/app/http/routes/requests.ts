import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { RequestAnswer, Written } from '../../commands';
import { type Answer, place } from '../answer';
import { Cancelled, Requested } from '../answers/notification';
import { closedObject } from '../codecs/closed-object';
import { NotificationId } from '../codecs/identifiers';
import { Nothing } from '../codecs/nothing';
import { defineRoute } from '../define-route';
import type { Route } from '../route';
import { NotificationBody, toRequest } from './notification-request';

const tag = 'Notifications';

const created = ({ value, position, replayed }: Written<RequestAnswer>): Answer => ({
  kind: 'json',
  status: 201,
  body: value,
  headers: {
    ...place(position),
    Location: `/notifications/${encodeURIComponent(value.id)}`,
    ...(replayed ? { 'Idempotent-Replayed': 'true' } : {}),
  },
});

const requestNotification = defineRoute(
  {
    id: 'requestNotification',
    method: 'post',
    path: '/notifications',
    tag,
    summary: 'Notify one user: by a template, or with a title and a body',
    effect: 'create',
    params: Nothing,
    query: Nothing,
    body: NotificationBody,
    example: { userId: 'u-1', type: 'greeting', title: 'Hello', body: 'It works.', channels: ['websocket', 'email'] },
    answers: { 201: { description: 'It is stored, and will be delivered.', body: Requested } },
  },
  ({ commands }) =>
    ({ caller, body, scope }) =>
      pipe(commands.requestNotification(caller, toRequest(body), scope), TE.map(created)),
);

const cancelNotification = defineRoute(
  {
    id: 'cancelNotification',
    method: 'post',
    path: '/notifications/:id/cancel',
    tag,
    summary: 'Cancel it: what has not started is not sent',
    effect: 'write',
    params: closedObject('CancelParams', { id: NotificationId }, {}),
    query: Nothing,
    answers: { 200: { description: 'Cancelled, now or before.', body: Cancelled } },
  },
  ({ commands }) =>
    ({ caller, params: { id } }) =>
      pipe(
        commands.cancel(caller, id),
        TE.map(({ position }): Answer => {
          const body = { id, status: 'cancelled' };
          return { kind: 'json', status: 200, body, headers: place(position) };
        }),
      ),
);

export const requestRoutes: ReadonlyArray<Route> = [requestNotification, cancelNotification];
