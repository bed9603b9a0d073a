import * as E from 'fp-ts/Either';
import type { TaskEither } from 'fp-ts/TaskEither';
import type { Clock } from '../../../domain/ports/clock';
import { type Journal, JournalError, type JournalUnavailable } from '../../../domain/ports/journal';
import type { Instant } from '../../../domain/shared/codecs';
import { decodeRecorded } from '../../../domain/decode-recorded';
import type { Position, StoredEvent } from '../../../domain/shared/stored-event';
import type { History } from '../../commands/read-history';
import type { Moment } from '../../queries';

/** A moment with its time, by which scheduled notifications are seen or not; null before the first event. */
export type PlacedMoment = { readonly moment: Moment; readonly at: Instant | null };

const timeOf = (stored: StoredEvent): Instant | null => {
  const recorded = decodeRecorded(stored);
  return E.isRight(recorded) ? recorded.right.at : null;
};

const lastThrough = async (journal: Journal, position: Position): Promise<Instant | null> => {
  for await (const stored of journal.readAll({ direction: 'backwards', before: position + 1n })) {
    const at = timeOf(stored);
    if (at !== null) return at;
  }
  return null;
};

/** A time that is still to come is now; a position has the time of its event. */
export const placeMoment = (
  { journal, clock }: { readonly journal: Journal; readonly clock: Pick<Clock, 'now'> },
  moment: Moment,
): TaskEither<JournalUnavailable, PlacedMoment> => {
  const now = clock.now();
  return async () => {
    if (moment.kind === 'time') return E.right({ moment, at: moment.at < now ? moment.at : now });
    try {
      return E.right({ moment, at: await lastThrough(journal, moment.position) });
    } catch (cause) {
      if (!(cause instanceof JournalError) || cause.kind === 'damaged') throw cause;
      return E.left({ _tag: 'JournalUnavailable', cause });
    }
  };
};

/**
 * The beginning of a history up to the moment. What stands after an event that came later came later too, even where the
 * clock of the process that wrote it was behind: else a state could be told that never was.
 */
export const historyThrough = (history: History, moment: Moment): History => {
  const isLater = ({ at, position }: History[number]): boolean =>
    moment.kind === 'position' ? position > moment.position : at > moment.at;
  const end = history.findIndex(isLater);
  return end === -1 ? history : history.slice(0, end);
};
