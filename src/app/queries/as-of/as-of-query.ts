import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { Clock } from '../../../domain/ports/clock';
import type { Journal } from '../../../domain/ports/journal';
import type { Views } from '../../../domain/ports/views';
import type { NotificationId } from '../../../domain/shared/codecs';
import { inboxQuestions } from '../../../projections/inbox/questions';
import { inboxView } from '../../../projections/inbox/row';
import { unavailable } from '../../commands/unavailable';
import type { AppFailure } from '../../failure';
import type { AsOfQuery, PastItem, Queries, ReadAt } from '../../queries';
import type { Sources } from '../../vault/open-contents';
import { decodeCursor, encodeCursor } from '../cursor';
import { toDelivery } from '../delivery-queries';
import { openItems } from '../open-items';
import type { WaitForView } from '../wait-for-view';
import { type Candidates, indexedCandidates } from './candidates';
import type { FoldedNotification } from './fold-notification';
import { inboxAsOf, notificationAsOf, type PastPage } from './inbox-as-of';
import { type PlacedMoment, placeMoment } from './moment';

type Deps = Sources & {
  readonly views: Views;
  readonly clock: Clock;
  readonly waitForView: WaitForView;
};
type Reads<A> = TE.TaskEither<AppFailure, A>;

const greater = (one: bigint, other: bigint): bigint => (one > other ? one : other);

/** As its recipient would have read it then, if the keys that it was sealed by still live. */
export const openPast =
  (sources: Sources) =>
  (found: ReadonlyArray<FoldedNotification>): Reads<ReadonlyArray<PastItem>> =>
    pipe(
      openItems(sources)(found.map(({ row }) => row)),
      TE.map((items) =>
        items.map((item, index) => ({ ...item, deliveries: found[index]?.deliveries.map(toDelivery) ?? [] })),
      ),
    );

const justOne = (journal: Journal, { moment, userId }: AsOfQuery, id: NotificationId): Reads<PastPage> =>
  pipe(
    notificationAsOf(journal, moment)(id),
    TE.bimap(unavailable, (folded) => ({ found: folded?.row.userId === userId ? [folded] : [], next: undefined })),
  );

/** `userId`'s inbox at the moment; where a notification is named that one, wherever it stood. */
export const pastPage = (
  { journal }: Pick<Deps, 'journal'>,
  query: AsOfQuery,
  candidates: Candidates,
): Reads<PastPage> => {
  const { notificationId, moment, cursor, limit } = query;
  if (notificationId !== undefined) return justOne(journal, query, notificationId);
  const from = cursor === undefined ? E.right(undefined) : decodeCursor(cursor);
  return pipe(
    TE.fromEither(from),
    TE.chain((place) => pipe(inboxAsOf(journal, moment, candidates)(place, limit), TE.mapLeft(unavailable))),
  );
};

/** What is read as it stood in the past, from the user's own streams. */
export const createAsOfQuery = (deps: Deps): Pick<Queries, 'asOf'> => {
  const { journal, views, waitForView } = deps;
  const open = openPast(deps);
  const questions = inboxQuestions(views);

  /** The view must know all that was requested until now, and the ledger the position that is asked for. */
  const ready = ({ moment, userId }: AsOfQuery, { atLeast = 0n }: ReadAt): Reads<void> =>
    pipe(
      journal.head(),
      TE.mapLeft(unavailable),
      TE.chain((head) => {
        const asked = moment.kind === 'position' ? moment.position : 0n;
        return waitForView(inboxView, { atLeast: greater(greater(head, atLeast), asked) }, userId);
      }),
    );

  const answer = (query: AsOfQuery, { at }: PlacedMoment): ReturnType<Queries['asOf']> => {
    const { userId, moment } = query;
    const position = moment.kind === 'position' ? moment.position : null;
    if (at === null) return TE.right({ at, position, data: [], nextCursor: null });
    return pipe(
      pastPage(deps, query, indexedCandidates(questions, userId, at)),
      TE.chain(({ found, next }) =>
        pipe(
          open(found),
          TE.map((data) => ({ at, position, data, nextCursor: next === undefined ? null : encodeCursor(next) })),
        ),
      ),
    );
  };

  return {
    asOf: (query, at) =>
      pipe(
        ready(query, at),
        TE.chain(() => pipe(placeMoment(deps, query.moment), TE.mapLeft(unavailable))),
        TE.chain((placed) => answer(query, placed)),
      ),
  };
};
