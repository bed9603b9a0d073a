import type { Clock } from '../../domain/ports/clock';
import { type Journal, JournalError } from '../../domain/ports/journal';
import type { Logger } from '../../domain/ports/logger';
import type { Sockets } from '../../domain/ports/socket-gateway';
import type { Position } from '../../domain/shared/stored-event';
import { insist } from './insist';
import { type Passing, passing, pushedTypes } from './passing';

const PAUSE_MILLIS = 1_000;

type Deps = {
  readonly journal: Journal;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly sockets: Sockets;
  /** Tells the sockets of these, in order. */
  readonly push: (events: ReadonlyArray<Passing>) => Promise<void>;
  /** Said before anything is pushed: which sockets are concerned was decided for every event up to here. */
  readonly looked: (position: Position) => void;
};

/**
 * Follows the journal from its present head, and tells the sockets here of what concerns their users, in the order of the
 * journal. Ends when the signal aborts; throws where the journal is damaged. A page is looked at in one step, so that a
 * socket which comes between two pages knows where it begins.
 */
export const followAndPush = async (deps: Deps, signal: AbortSignal): Promise<void> => {
  const { journal, clock, logger, sockets, push, looked } = deps;
  const pick = passing(sockets, logger);
  let after = await insist(journal.head(), clock, signal);
  if (after === undefined) return;
  looked(after);
  while (!signal.aborted) {
    try {
      for await (const page of journal.subscribe({ after, filter: { eventTypes: pushedTypes }, signal })) {
        const events = page.events.flatMap(pick);
        after = page.position;
        looked(after);
        await push(events);
      }
    } catch (cause) {
      if (!(cause instanceof JournalError) || cause.kind !== 'unavailable') throw cause;
      logger.warn('the journal can not be followed; trying again', { component: 'push' });
      await clock.wait(PAUSE_MILLIS, signal);
    }
  }
};
