import { setImmediate } from 'node:timers/promises';
import * as E from 'fp-ts/Either';
import type { TaskEither } from 'fp-ts/TaskEither';
import type { Journal, JournalUnavailable } from '../../../domain/ports/journal';
import type { NotificationId } from '../../../domain/shared/codecs';
import type { QuestionFailure } from '../../../projections/question';
import type { Moment } from '../../queries';
import type { Place } from '../cursor';
import { readNotificationHistory } from '../read-notification-history';
import type { Candidates } from './candidates';
import { type FoldedNotification, foldNotification } from './fold-notification';
import { historyThrough } from './moment';

/** A page ends after so many were looked at, however few of them stood in the inbox; the next goes on from there. */
const lookedAtMost = 1_000;
const candidatesAtOnce = 50;

export type PastPage = {
  readonly found: ReadonlyArray<FoldedNotification>;
  /** Where the next page goes on; undefined at the end. */
  readonly next: Place | undefined;
};
type Failure = JournalUnavailable | QuestionFailure;

/** A notification as it stood: its own streams folded as far as the moment; undefined where it was not requested yet. */
export const notificationAsOf =
  (journal: Journal, moment: Moment) =>
  (id: NotificationId): TaskEither<JournalUnavailable, FoldedNotification | undefined> =>
  async () => {
    const history = await readNotificationHistory(journal, id)();
    return E.isLeft(history) ? history : E.right(foldNotification(historyThrough(history.right, moment)));
  };

/** A part of an inbox as it stood, newest first. */
export const inboxAsOf =
  (journal: Journal, moment: Moment, candidates: Candidates) =>
  (from: Place | undefined, limit: number): TaskEither<Failure, PastPage> =>
  async () => {
    const asOf = notificationAsOf(journal, moment);
    const found: Array<FoldedNotification> = [];
    let next = from;
    for (let lookedAt = 0; lookedAt < lookedAtMost; lookedAt += candidatesAtOnce) {
      const page = await candidates(next, candidatesAtOnce)();
      if (E.isLeft(page)) return page;
      for (const { id, place } of page.right) {
        if (found.length === limit) return E.right({ found, next });
        const folded = await asOf(id)();
        if (E.isLeft(folded)) return folded;
        if (folded.right?.isInInbox === true) found.push(folded.right);
        next = place;
      }
      if (page.right.length < candidatesAtOnce) return E.right({ found, next: undefined });
      await setImmediate();
    }
    return E.right({ found, next });
  };
