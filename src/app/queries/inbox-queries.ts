import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { Clock } from '../../domain/ports/clock';
import type { Views } from '../../domain/ports/views';
import { isVisible } from '../../domain/policies/visibility';
import { inboxQuestions } from '../../projections/inbox/questions';
import { type InboxList, type InboxRow, inboxView } from '../../projections/inbox/row';
import { unavailable } from '../commands/unavailable';
import type { AppFailure } from '../failure';
import type { InboxQuery, Queries } from '../queries';
import type { Sources } from '../vault/open-contents';
import type { Place } from './cursor';
import { listRows } from './list-rows';
import { openItems } from './open-items';
import type { WaitForView } from './wait-for-view';

type Deps = Sources & {
  readonly views: Views;
  readonly clock: Clock;
  readonly waitForView: WaitForView;
};

const notFound: AppFailure = { _tag: 'NotFound' };

const listOf = ({ archived, unreadOnly }: InboxQuery): InboxList => {
  if (archived) return 'archived';
  return unreadOnly ? 'unread' : 'inbox';
};

/** What the list itself does not select; undefined: nothing. */
const wantedOf = ({ type, archived, unreadOnly }: InboxQuery): ((row: InboxRow) => boolean) | undefined => {
  const onlyUnread = archived && unreadOnly;
  if (type === undefined && !onlyUnread) return undefined;
  return (row) => (type === undefined || row.type === type) && (!onlyUnread || row.readAt === null);
};

/** What is read from the view `inbox`. */
export const createInboxQueries = (
  deps: Deps,
): Pick<Queries, 'inbox' | 'unreadCount' | 'notification' | 'shownNotification'> => {
  const { clock, waitForView } = deps;
  const questions = inboxQuestions(deps.views);
  const open = openItems(deps);
  const notification: Queries['notification'] = (id, at, of) =>
    pipe(
      waitForView(inboxView, at, of),
      TE.chain(() => pipe(questions.item(id, of), TE.mapLeft(unavailable))),
      TE.chain(({ value: row }) => (row === undefined ? TE.left(notFound) : open([row]))),
      TE.chain(([item]) => (item === undefined ? TE.left(notFound) : TE.right(item))),
    );
  return {
    inbox: (query, at) =>
      pipe(
        waitForView(inboxView, at, query.userId),
        TE.chain(() => {
          const { userId, since, until, paging } = query;
          const bounds = { now: clock.now(), since, until };
          const list = listOf(query);
          const page = (after: Place | undefined, limit: number) =>
            questions.list(list, userId, { ...bounds, after, limit });
          return listRows(
            { page, count: () => questions.count(list, userId, bounds), wanted: wantedOf(query) },
            paging,
          );
        }),
        TE.chain(({ data, ...page }) =>
          pipe(
            open(data),
            TE.map((items) => ({ ...page, data: items })),
          ),
        ),
      ),
    unreadCount: (userId, at) =>
      pipe(
        waitForView(inboxView, at, userId),
        TE.chain(() => pipe(questions.count('unread', userId, { now: clock.now() }), TE.mapLeft(unavailable))),
        TE.map(({ value }) => value),
      ),
    notification,
    shownNotification: (id, at, of) =>
      pipe(
        notification(id, at, of),
        TE.filterOrElseW(
          (item) => isVisible(item, clock.now()),
          () => notFound,
        ),
      ),
  };
};
