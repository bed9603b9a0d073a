import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { RangeOptions, Views } from '../../domain/ports/views';
import type { Instant, NotificationId, UserId } from '../../domain/shared/codecs';
import type { Position } from '../../domain/shared/stored-event';
import { askRange, askRow, type Placed, type Question } from '../question';
import { sortablePosition, throughTime } from '../sort';
import { inboxIndex, inboxKey, type InboxList, InboxRow, inboxView, userIndex } from './row';

/** A page of a list, newest first; `since` inclusive, `until` exclusive, `now` inclusive, all by `visibleAt`. */
export type ListOptions = {
  readonly now: Instant;
  readonly since?: Instant | undefined;
  readonly until?: Instant | undefined;
  readonly after?: Placed<InboxRow>['place'] | undefined;
  readonly limit: number;
};
type Bounds = Pick<ListOptions, 'now' | 'since' | 'until'>;

export type InboxQuestions = {
  /** `of`: whose it is, where that is known. */
  readonly item: (id: NotificationId, of?: UserId) => Question<InboxRow | undefined>;
  readonly list: (list: InboxList, userId: UserId, options: ListOptions) => Question<ReadonlyArray<Placed<InboxRow>>>;
  readonly count: (list: InboxList, userId: UserId, bounds: Bounds) => Question<number>;
  /** All that the user was ever to be notified of, in the order of the requests, after a position. */
  readonly requested: (
    userId: UserId,
    page: { readonly after: Position; readonly limit: number },
  ) => Question<ReadonlyArray<InboxRow>>;
};

const bounded = ({ now, since, until }: Bounds): Pick<RangeOptions, 'from' | 'to'> => ({
  ...(since === undefined ? {} : { from: since }),
  to: until !== undefined && until <= now ? until : throughTime(now),
});

/** What is asked of the view `inbox`. What is not visible yet at `now` is in no list and no count. */
export const inboxQuestions = (views: Views): InboxQuestions => {
  const askItem = askRow(views, inboxView, InboxRow);
  const askList = askRange(views, inboxView, InboxRow);
  return {
    item: (id, of) => askItem({ ...inboxKey(id), of }),
    list: (list, userId, { after, limit, ...bounds }) =>
      askList(inboxIndex(list, userId), {
        direction: 'backwards',
        ...bounded(bounds),
        ...(after === undefined ? {} : { after }),
        limit,
      }),
    count: (list, userId, bounds) => views.count(inboxView, inboxIndex(list, userId), bounded(bounds)),
    requested: (userId, { after, limit }) =>
      pipe(
        askList(userIndex(userId), { from: sortablePosition(after + 1n), limit }),
        TE.map(({ position, value }) => ({ position, value: value.map(({ row }) => row) })),
      ),
  };
};
