import * as E from 'fp-ts/Either';
import type { TaskEither } from 'fp-ts/TaskEither';
import { type Journal, JournalError, type JournalUnavailable } from '../../domain/ports/journal';
import type { Position } from '../../domain/shared/stored-event';

/** Counted no further: who looks at it wants to know whether something is behind, and each event is read to be counted. */
const MOST = 1_000;

/** How many events there are after a position, 1,000 for more. Positions need not be dense: their distance counts nothing. */
export const eventsBehind =
  (journal: Pick<Journal, 'readAll'>) =>
  (after: Position): TaskEither<JournalUnavailable, number> =>
  async () => {
    let count = 0;
    try {
      for await (const event of journal.readAll({ after, limit: MOST })) if (event.position > after) count += 1;
      return E.right(count);
    } catch (cause) {
      if (cause instanceof JournalError) return E.left({ _tag: 'JournalUnavailable', cause });
      throw cause;
    }
  };
