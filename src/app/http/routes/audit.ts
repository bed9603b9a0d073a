import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { type Answer, ok } from '../answer';
import { History, HistoryPage } from '../answers/history';
import { closedObject } from '../codecs/closed-object';
import { GivenPosition, wholeNumber } from '../codecs/from-text';
import { NotificationId, UserId } from '../codecs/identifiers';
import { Nothing } from '../codecs/nothing';
import { defineRoute } from '../define-route';
import { historyJson } from '../../history-json';
import type { Route } from '../route';

const tag = 'Audit';
/** A person's history is read to its end, so its pages are as long as they may be. */
const MAX_EVENTS = 100;

const historyOfNotification = defineRoute(
  {
    id: 'historyOfNotification',
    method: 'get',
    path: '/audit/notifications/:id',
    tag,
    summary: 'The history of a notification and its deliveries, event by event; the reading is itself recorded',
    effect: 'read',
    params: closedObject('AuditNotificationParams', { id: NotificationId }, {}),
    query: Nothing,
    answers: { 200: { description: 'In the order of the ledger.', body: History } },
  },
  ({ commands, queries }) =>
    ({ caller, params: { id }, at }) =>
      pipe(
        commands.recordRead(caller, 'notification', id),
        TE.chain(() => queries.historyOfNotification(id, at)),
        TE.map((events) => ok({ data: events.map(historyJson) })),
      ),
);

const historyOfUser = defineRoute(
  {
    id: 'historyOfUser',
    method: 'get',
    path: '/audit/users/:userId',
    tag,
    summary: 'Every event that concerns a user; the reading is itself recorded',
    effect: 'read',
    params: closedObject('AuditUserParams', { userId: UserId }, {}),
    query: closedObject('AuditUserQuery', {}, { limit: wholeNumber(1, MAX_EVENTS), cursor: GivenPosition }),
    answers: { 200: { description: 'In the order of the ledger.', body: HistoryPage } },
  },
  ({ commands, queries }) =>
    ({ caller, params: { userId }, query: { limit = MAX_EVENTS, cursor = 0n }, at }) =>
      pipe(
        commands.recordRead(caller, 'user', userId),
        TE.chain(() => queries.historyOfUser(userId, { after: cursor, limit }, at)),
        TE.map(({ data, next }): Answer =>
          ok({ data: data.map(historyJson), nextCursor: next === null ? null : String(next) }),
        ),
      ),
);

export const auditRoutes: ReadonlyArray<Route> = [historyOfNotification, historyOfUser];
