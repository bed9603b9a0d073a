import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { type Answer, done, place, written } from '../answer';
import { Count } from '../answers/count';
import { Notification } from '../answers/notification';
import { closedObject } from '../codecs/closed-object';
import { NotificationId } from '../codecs/identifiers';
import { listOf } from '../codecs/list-of';
import { Nothing } from '../codecs/nothing';
import { defineRoute } from '../define-route';
import { selfOf } from '../ownership';
import type { Route } from '../route';

const tag = 'Inbox';
const params = closedObject('OwnNotificationParams', { id: NotificationId }, {});
const MAX_ARCHIVED_AT_ONCE = 1_000;

const markRead = defineRoute(
  {
    id: 'markRead',
    method: 'patch',
    path: '/notifications/:id/read',
    tag,
    summary: 'Acknowledge that it was read; again is no error',
    effect: 'write',
    params,
    query: Nothing,
    answers: { 200: { description: 'The notification, read.', body: Notification } },
  },
  ({ commands, queries }) =>
    (input) =>
      pipe(
        TE.fromEither(selfOf(input)),
        TE.bindTo('userId'),
        TE.bind('read', ({ userId }) => commands.markRead(userId, input.params.id)),
        TE.bind('item', ({ read, userId }) =>
          queries.notification(input.params.id, { atLeast: read.position }, userId),
        ),
        TE.map(({ read, item }): Answer => ({ kind: 'json', status: 200, body: item, headers: place(read.position) })),
      ),
);

const markAllRead = defineRoute(
  {
    id: 'markAllRead',
    method: 'post',
    path: '/notifications/read-all',
    tag,
    summary: 'Acknowledge everything that is unread',
    effect: 'write',
    params: Nothing,
    query: Nothing,
    answers: { 200: { description: 'How many became read by it.', body: Count } },
  },
  ({ commands }) =>
    (input) =>
      pipe(TE.fromEither(selfOf(input)), TE.chain(commands.readAll), TE.map(written)),
);

const archiveNotification = defineRoute(
  {
    id: 'archiveNotification',
    method: 'delete',
    path: '/notifications/:id',
    tag,
    summary: 'Archive it: gone from the inbox, never from the ledger',
    effect: 'write',
    params,
    query: Nothing,
    answers: { 204: { description: 'Archived, now or before.' } },
  },
  ({ commands }) =>
    (input) =>
      pipe(
        TE.fromEither(selfOf(input)),
        TE.chain((userId) => commands.archive(userId, [input.params.id])),
        TE.map(done),
      ),
);

const archiveNotifications = defineRoute(
  {
    id: 'archiveNotifications',
    method: 'post',
    path: '/notifications/batch/delete',
    tag,
    summary: 'Archive several: all of them, or none where one is not there',
    effect: 'write',
    params: Nothing,
    query: Nothing,
    body: closedObject('ArchiveBody', { ids: listOf(NotificationId, { min: 1, max: MAX_ARCHIVED_AT_ONCE }) }, {}),
    example: { ids: ['a notification’s id'] },
    answers: { 200: { description: 'How many became archived by it.', body: Count } },
  },
  ({ commands }) =>
    (input) =>
      pipe(
        TE.fromEither(selfOf(input)),
        TE.chain((userId) => commands.archive(userId, [...new Set(input.body.ids)])),
        TE.map(written),
      ),
);

export const acknowledgementRoutes: ReadonlyArray<Route> = [
  markRead,
  markAllRead,
  archiveNotification,
  archiveNotifications,
];
