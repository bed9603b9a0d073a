import * as E from 'fp-ts/Either';
import type { TaskEither } from 'fp-ts/TaskEither';
import type { Journal, JournalUnavailable } from '../../domain/ports/journal';
import type { UserId } from '../../domain/shared/codecs';
import type { Position } from '../../domain/shared/stored-event';
import type { InboxQuestions } from '../../projections/inbox/questions';
import type { InboxRow } from '../../projections/inbox/row';
import type { QuestionFailure } from '../../projections/question';
import { type History, readHistory } from '../commands/read-history';
import { readNotificationHistory } from './read-notification-history';

type Deps = { readonly journal: Journal; readonly inbox: Pick<InboxQuestions, 'requested'> };
type Range = { readonly after: Position; readonly limit: number };
/** `next`: the position to go on after; null at the end. */
export type UserHistory = { readonly events: History; readonly next: Position | null };

const notificationsAtOnce = 100;

/** The first events of many runs, at most so many. */
const createEarliest = (after: Position, size: number) => {
  let events: History = [];
  return {
    add: (run: History, through: Position): void => {
      const within = run.filter(({ position }) => position > after && position <= through);
      events = [...events, ...within].sort((one, other) => (one.position < other.position ? -1 : 1)).slice(0, size);
    },
    /** Nothing from there on can be among them any more. */
    isFullBefore: (position: Position): boolean => events.length === size && (events.at(-1)?.position ?? 0n) < position,
    events: () => events,
  };
};

const concerns = ({ lastPosition }: InboxRow, after: Position): boolean => BigInt(lastPosition) > after;

type Earliest = ReturnType<typeof createEarliest>;

/** Adds what happened to these notifications after the position; says whether later ones could still matter. */
const addPage = async (
  journal: Journal,
  rows: ReadonlyArray<InboxRow>,
  bounds: { readonly after: Position; readonly through: Position },
  earliest: Earliest,
): Promise<E.Either<JournalUnavailable, 'on' | 'enough'>> => {
  for (const row of rows) {
    if (earliest.isFullBefore(BigInt(row.position))) return E.right('enough');
    if (!concerns(row, bounds.after)) continue;
    const history = await readNotificationHistory(journal, row.notificationId)();
    if (E.isLeft(history)) return history;
    earliest.add(history.right, bounds.through);
  }
  return E.right(rows.length < notificationsAtOnce ? 'enough' : 'on');
};

const addNotifications = async (
  { journal, inbox }: Deps,
  userId: UserId,
  bounds: { readonly after: Position; readonly through: Position },
  earliest: Earliest,
): Promise<E.Either<JournalUnavailable | QuestionFailure, void>> => {
  let after = 0n;
  while (true) {
    const page = await inbox.requested(userId, { after, limit: notificationsAtOnce })();
    if (E.isLeft(page)) return page;
    const rows = page.right.value;
    const added = await addPage(journal, rows, bounds, earliest);
    if (E.isLeft(added)) return added;
    if (added.right === 'enough') return E.right(undefined);
    after = BigInt(rows.at(-1)?.position ?? after);
  }
};

/**
 * Every event that concerns a user, in journal order: of the notifications, of their deliveries, of the directory. It
 * goes as far as the view `inbox` has come, which knows the notifications; of these, only those that something happened
 * to after the position are read.
 */
export const readUserHistory =
  (deps: Deps) =>
  (userId: UserId, { after, limit }: Range): TaskEither<JournalUnavailable | QuestionFailure, UserHistory> =>
  async () => {
    const reached = await deps.inbox.requested(userId, { after: 0n, limit: 1 })();
    if (E.isLeft(reached)) return reached;
    const bounds = { after, through: reached.right.position };
    const earliest = createEarliest(after, limit + 1);
    const directory = await readHistory(deps.journal, `recipient-${userId}`)();
    if (E.isLeft(directory)) return directory;
    earliest.add(directory.right, bounds.through);
    const added = await addNotifications(deps, userId, bounds, earliest);
    if (E.isLeft(added)) return added;
    const events = earliest.events().slice(0, limit);
    const next = earliest.events().length > limit ? (events.at(-1)?.position ?? null) : null;
    return E.right({ events, next });
  };
