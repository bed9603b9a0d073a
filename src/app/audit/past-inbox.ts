import * as E from 'fp-ts/Either';
import * as TE from 'fp-ts/TaskEither';
import { decodeRecorded } from '../../domain/decode-recorded';
import type { Journal } from '../../domain/ports/journal';
import type { Vault } from '../../domain/ports/vault';
import type { Views } from '../../domain/ports/views';
import type { UserId } from '../../domain/shared/codecs';
import type { Position, StoredEvent } from '../../domain/shared/stored-event';
import { inboxQuestions } from '../../projections/inbox/questions';
import { sortByTime } from '../../projections/sort';
import type { AppFailure } from '../failure';
import type { AsOfQuery, PastItem } from '../queries';
import { openPast, pastPage } from '../queries/as-of/as-of-query';
import { type Candidate, type Candidates, indexedCandidates, withCandidates } from '../queries/as-of/candidates';
import { type PlacedMoment, placeMoment } from '../queries/as-of/moment';
import { unavailable } from '../commands/unavailable';
import { encodeCursor } from '../queries/cursor';

type Sources = {
  readonly journal: Journal;
  readonly vault: Vault;
  /** Undefined where there are none: then the whole ledger is looked through for the user's requests. */
  readonly views: Views | undefined;
};
type Asked = Pick<AsOfQuery, 'userId' | 'moment' | 'notificationId'>;

const PAGE = 100;
const none: Candidates = () => TE.right([]);

const candidateOf = (stored: StoredEvent, userId: UserId): ReadonlyArray<Candidate> => {
  if (stored.data['userId'] !== userId) return [];
  const recorded = decodeRecorded(stored);
  if (E.isLeft(recorded) || recorded.right.event.type !== 'NotificationRequested') return [];
  const { at, position, event } = recorded.right;
  const { notificationId: id, sendAt } = event.data;
  return [{ id, place: { sort: sortByTime(sendAt ?? at, position), key: id } }];
};

/** The user's requests that the view has not taken in. */
const requestedAfter = async (journal: Journal, userId: UserId, after: Position): Promise<ReadonlyArray<Candidate>> => {
  const found: Array<Candidate> = [];
  for await (const stored of journal.readAll({ after, filter: { eventTypes: ['NotificationRequested'] } }))
    found.push(...candidateOf(stored, userId));
  return found;
};

/** By the index as far as it goes, and by the journal from there on. */
const candidatesFor = async (
  { journal, views }: Sources,
  userId: UserId,
  at: NonNullable<PlacedMoment['at']>,
): Promise<Candidates> => {
  const questions = views === undefined ? undefined : inboxQuestions(views);
  const reached = await questions?.requested(userId, { after: 0n, limit: 1 })();
  const isLive = questions !== undefined && reached !== undefined && E.isRight(reached);
  const rest = await requestedAfter(journal, userId, isLive ? reached.right.position : 0n);
  return withCandidates(isLive ? indexedCandidates(questions, userId, at) : none, rest, at);
};

/**
 * An inbox as it stood, newest first: what `/audit/as-of` answers, beside a running server or without one. Ends with a
 * failure where it can't go on; throws a JournalError where the history can't be read.
 */
export async function* pastInbox(
  sources: Sources,
  asked: Asked,
  clock: Parameters<typeof placeMoment>[0]['clock'],
): AsyncGenerator<E.Either<AppFailure, PastItem>> {
  const placed = await placeMoment({ journal: sources.journal, clock }, asked.moment)();
  if (E.isLeft(placed)) {
    yield E.left(unavailable(placed.left));
    return;
  }
  const { at } = placed.right;
  if (at === null) return;
  const candidates = await candidatesFor(sources, asked.userId, at);
  let cursor: string | undefined;
  do {
    const page = await pastPage(sources, { ...asked, cursor, limit: PAGE }, candidates)();
    const items = E.isLeft(page) ? page : await openPast(sources)(page.right.found)();
    if (E.isLeft(page) || E.isLeft(items)) {
      if (E.isLeft(items)) yield items;
      return;
    }
    for (const item of items.right) yield E.right(item);
    cursor = page.right.next === undefined ? undefined : encodeCursor(page.right.next);
  } while (cursor !== undefined);
}
