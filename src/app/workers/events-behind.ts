import * as E from 'fp-ts/Either';
import type { TaskEither } from 'fp-ts/TaskEither';
import { type Journal, JournalError, type JournalUnavailable } from '../../domain/ports/journal';
import type { Position, StoredEvent } from '../../domain/shared/stored-event';

/** How many events there are after a position, 1,000 for more, and the first of them. */
export type Behind = { readonly events: number; readonly first: StoredEvent | undefined };

/** Counted no further: who looks at it wants to know whether something is behind, and each event is read to be counted. */
const MOST = 1_000;

type Reading = { readonly after: Position; readonly events: ReadonlyArray<StoredEvent> };

const readAfter = async (journal: Pick<Journal, 'readAll'>, after: Position): Promise<Reading> => {
  const events: Array<StoredEvent> = [];
  for await (const event of journal.readAll({ after, limit: MOST })) if (event.position > after) events.push(event);
  return { after, events };
};

/** Whether it says all that is to be said of the position: it came to the end of the journal, or began there. */
const saysOf = ({ after, events }: Reading, position: Position): boolean =>
  after === position || (after < position && events.length < MOST);

const behindIn = ({ events }: Reading, position: Position): Behind => {
  const later = events.filter((event) => event.position > position);
  return { events: later.length, first: later[0] };
};

/**
 * What is behind each of the positions, in one reading where they lie close together, as those of views do. Positions need
 * not be dense: their distance counts nothing.
 */
export const eventsBehind =
  (journal: Pick<Journal, 'readAll'>) =>
  (positions: ReadonlyArray<Position>): TaskEither<JournalUnavailable, ReadonlyMap<Position, Behind>> =>
  async () => {
    const found = new Map<Position, Behind>();
    let reading: Reading | undefined;
    try {
      for (const position of [...new Set(positions)].sort((a, b) => Number(a - b))) {
        if (reading === undefined || !saysOf(reading, position)) reading = await readAfter(journal, position);
        found.set(position, behindIn(reading, position));
      }
      return E.right(found);
    } catch (cause) {
      if (cause instanceof JournalError) return E.left({ _tag: 'JournalUnavailable', cause });
      throw cause;
    }
  };
