import * as E from 'fp-ts/Either';
import type { TaskEither } from 'fp-ts/TaskEither';
import type { Instant, NotificationId, UserId } from '../../../domain/shared/codecs';
import type { InboxQuestions } from '../../../projections/inbox/questions';
import type { InboxRow } from '../../../projections/inbox/row';
import type { Placed, QuestionFailure } from '../../../projections/question';
import { throughTime } from '../../../projections/sort';
import type { Place } from '../cursor';

/** What may have stood in an inbox, by its place in it. */
export type Candidate = { readonly id: NotificationId; readonly place: Place };

/** In the order of the inbox, newest first, at most so many after a place; fewer only where there are no more. */
export type Candidates = (
  after: Place | undefined,
  limit: number,
) => TaskEither<QuestionFailure, ReadonlyArray<Candidate>>;

const compare = (one: string, other: string): number => Buffer.compare(Buffer.from(one), Buffer.from(other));
const newestFirst = ({ place: one }: Candidate, { place: other }: Candidate): number =>
  compare(other.sort, one.sort) || compare(other.key, one.key);

const candidateOf = ({ place, row }: Placed<InboxRow>): Candidate => ({ id: row.notificationId, place });

/** Each once, in order, at most so many. */
const merged = (lists: ReadonlyArray<ReadonlyArray<Candidate>>, limit: number): ReadonlyArray<Candidate> =>
  [
    ...new Map(
      lists
        .flat()
        .sort(newestFirst)
        .map((candidate) => [candidate.id, candidate]),
    ).values(),
  ].slice(0, limit);

/**
 * By the lists of the view `inbox`, which are kept for each user: what ever stood in an inbox stands there still, or among
 * what was archived. Both are read from the same place each time, the inbox first: what is archived meanwhile is in one of them.
 */
export const indexedCandidates =
  ({ list }: Pick<InboxQuestions, 'list'>, userId: UserId, now: Instant): Candidates =>
  (after, limit) =>
  async () => {
    const live = await list('inbox', userId, { now, after, limit })();
    if (E.isLeft(live)) return live;
    const archived = await list('archived', userId, { now, after, limit })();
    if (E.isLeft(archived)) return archived;
    return E.right(merged([live.right.value.map(candidateOf), archived.right.value.map(candidateOf)], limit));
  };

/** The same, and these besides, which the view has not taken in. */
export const withCandidates =
  (candidates: Candidates, more: ReadonlyArray<Candidate>, now: Instant): Candidates =>
  (after, limit) =>
  async () => {
    const found = await candidates(after, limit)();
    if (E.isLeft(found)) return found;
    const end = { id: '' as NotificationId, place: after ?? { sort: throughTime(now), key: '' } };
    return E.right(merged([found.right, more.filter((one) => newestFirst(end, one) < 0)], limit));
  };
