import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { Views } from '../../domain/ports/views';
import { inboxQuestions } from '../../projections/inbox/questions';
import { inboxView } from '../../projections/inbox/row';
import type { History } from '../commands/read-history';
import { unavailable } from '../commands/unavailable';
import type { AppFailure } from '../failure';
import type { UserId } from '../../domain/shared/codecs';
import type { HistoryEvent, Queries, ReadAt } from '../queries';
import type { Sources } from '../vault/open-contents';
import { openHistory } from './open-history';
import { readNotificationHistory } from './read-notification-history';
import { readUserHistory } from './read-user-history';
import type { WaitForView } from './wait-for-view';

type Deps = Sources & {
  readonly views: Views;
  readonly waitForView: WaitForView;
};

/** What is read from the journal itself, opened where the keys live. */
export const createHistoryQueries = (
  deps: Deps,
): Pick<Queries, 'reached' | 'historyOfNotification' | 'historyOfUser'> => {
  const { journal, views, waitForView } = deps;
  const open = (history: History): TE.TaskEither<AppFailure, ReadonlyArray<HistoryEvent>> =>
    pipe(openHistory(deps)(history), TE.mapLeft(unavailable));
  const readUser = readUserHistory({ journal, inbox: inboxQuestions(views) });
  /** What a view has taken in is in the journal; and beyond the head no view ever comes. */
  const reached = (at: ReadAt, of?: UserId): TE.TaskEither<AppFailure, void> => waitForView(inboxView, at, of);
  return {
    reached: (at) => reached(at),
    historyOfNotification: (id, at) =>
      pipe(
        reached(at),
        TE.chain(() => pipe(readNotificationHistory(journal, id), TE.mapLeft(unavailable))),
        TE.chain((history) => (history.length === 0 ? TE.left({ _tag: 'NotFound' }) : open(history))),
      ),
    historyOfUser: (userId, range, at) =>
      pipe(
        reached(at, userId),
        TE.chain(() => pipe(readUser(userId, range), TE.mapLeft(unavailable))),
        TE.chain(({ events, next }) =>
          pipe(
            open(events),
            TE.map((data) => ({ data, next })),
          ),
        ),
      ),
  };
};
