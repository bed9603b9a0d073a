import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type * as t from 'io-ts';
import type { UserId as User } from '../../../domain/shared/codecs';
import type { AppFailure } from '../../failure';
import type { InboxQuery, Queries, ReadAt } from '../../queries';
import { ok } from '../answer';
import { Count } from '../answers/count';
import { listed } from '../answers/lists';
import { Notification } from '../answers/notification';
import { closedObject } from '../codecs/closed-object';
import { Flag } from '../codecs/from-text';
import { Code, UserId } from '../codecs/identifiers';
import { GivenInstant } from '../codecs/instants';
import { Nothing } from '../codecs/nothing';
import { defineRoute } from '../define-route';
import { reachable, selfOf } from '../ownership';
import { paging, pagingFrom } from '../paging';
import type { HttpFailure } from '../http-failure';
import type { Answers, Route } from '../route';

const tag = 'Inbox';
const filters = { unreadOnly: Flag, archived: Flag, type: Code, since: GivenInstant, until: GivenInstant, ...paging };
const UserInboxQuery = closedObject('UserInboxQuery', {}, filters);
const answers = { 200: { description: 'Newest first.', body: listed('Inbox', Notification) } };

const inboxOf = (userId: User, given: t.TypeOf<typeof UserInboxQuery>): E.Either<AppFailure, InboxQuery> =>
  pipe(
    pagingFrom(given),
    E.map((pages) => ({
      userId,
      unreadOnly: given.unreadOnly ?? false,
      archived: given.archived ?? false,
      type: given.type,
      since: given.since,
      until: given.until,
      paging: pages,
    })),
  );

const answerInbox = (queries: Queries, at: ReadAt, query: E.Either<HttpFailure, InboxQuery>): Answers =>
  pipe(
    TE.fromEither(query),
    TE.chainW((asked) => queries.inbox(asked, at)),
    TE.map(ok),
  );

const listInbox = defineRoute(
  {
    id: 'listInbox',
    method: 'get',
    path: '/notifications',
    tag,
    summary: 'An inbox: the own one, or, for a service or an admin, that of userId',
    effect: 'read',
    params: Nothing,
    query: closedObject('InboxQuery', {}, { userId: UserId, ...filters }),
    answers,
  },
  ({ queries }) =>
    (input) => {
      const { userId } = input.query;
      const whose = userId === undefined ? selfOf(input) : reachable(input, userId);
      const query = pipe(
        whose,
        E.chainW((user) => inboxOf(user, input.query)),
      );
      return answerInbox(queries, input.at, query);
    },
);

const listInboxOfUser = defineRoute(
  {
    id: 'listInboxOfUser',
    method: 'get',
    path: '/notifications/user/:userId',
    tag,
    summary: 'The inbox of a user',
    effect: 'read',
    params: closedObject('InboxParams', { userId: UserId }, {}),
    query: UserInboxQuery,
    answers,
  },
  ({ queries }) =>
    (input) => {
      const query = pipe(
        reachable(input, input.params.userId),
        E.chainW((user) => inboxOf(user, input.query)),
      );
      return answerInbox(queries, input.at, query);
    },
);

const countUnread = defineRoute(
  {
    id: 'countUnread',
    method: 'get',
    path: '/notifications/unread/count',
    tag,
    summary: 'How many of the own notifications are unread',
    effect: 'read',
    params: Nothing,
    query: Nothing,
    answers: { 200: { description: 'Archived ones do not count.', body: Count } },
  },
  ({ queries }) =>
    (input) =>
      pipe(
        TE.fromEither(selfOf(input)),
        TE.chain((userId) => queries.unreadCount(userId, input.at)),
        TE.map((count) => ok({ count })),
      ),
);

export const inboxRoutes: ReadonlyArray<Route> = [listInbox, listInboxOfUser, countUnread];
