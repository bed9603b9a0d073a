import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { Moment } from '../../queries';
import { ok } from '../answer';
import { PastInbox } from '../answers/past-inbox';
import { closedObject } from '../codecs/closed-object';
import { GivenMoment } from '../codecs/from-text';
import { NotificationId, UserId } from '../codecs/identifiers';
import { Nothing } from '../codecs/nothing';
import { defineRoute } from '../define-route';
import { cursorPaging, limitFrom } from '../paging';
import type { Route } from '../route';

const textOf = (moment: Moment): string => (moment.kind === 'time' ? moment.at : String(moment.position));

const readAsOf = defineRoute(
  {
    id: 'readAsOf',
    method: 'get',
    path: '/audit/as-of',
    tag: 'Audit',
    summary: 'An inbox and its deliveries as they stood at a time or a position; the reading is itself recorded',
    effect: 'read',
    params: Nothing,
    query: closedObject(
      'AsOfQuery',
      { userId: UserId, at: GivenMoment },
      { notificationId: NotificationId, ...cursorPaging },
    ),
    answers: { 200: { description: 'Newest first; of one notification, wherever it stood.', body: PastInbox } },
  },
  ({ commands, queries }) =>
    ({ caller, query: { userId, at: moment, notificationId, cursor, ...given }, at }) =>
      pipe(
        commands.recordRead(caller, 'as-of', `userId=${userId}&at=${textOf(moment)}`),
        TE.chain(() => queries.asOf({ userId, moment, notificationId, cursor, limit: limitFrom(given) }, at)),
        TE.map(({ position, ...past }) =>
          ok({ userId, ...past, position: position === null ? null : String(position) }),
        ),
      ),
);

export const asOfRoutes: ReadonlyArray<Route> = [readAsOf];
