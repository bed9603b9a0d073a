import * as E from 'fp-ts/Either';
import { decodeRecorded } from '../../domain/decode-recorded';
import type { DomainEvent } from '../../domain/events';
import { type Journal, JournalError } from '../../domain/ports/journal';
import type { Recorded } from '../../domain/shared/recorded';
import type { StoredEvent } from '../../domain/shared/stored-event';
import type { HistoryEvent, HistoryFilter, ReadHistory } from '../queries';
import type { Sources } from '../vault/open-contents';
import { openHistory } from './open-history';

/** So many events are opened with one call to the key ring, and held in memory. */
const openedAtOnce = 100;

/** What the journal can select by itself. */
const candidates = (journal: Journal, { stream, type, fromPosition }: HistoryFilter): AsyncIterable<StoredEvent> => {
  if (stream !== undefined) return journal.readStream(stream);
  return journal.readAll({
    ...(fromPosition === undefined || fromPosition < 1n ? {} : { from: fromPosition }),
    ...(type === undefined ? {} : { filter: { eventTypes: [type] } }),
  });
};

const passes = (filter: HistoryFilter, event: Recorded<DomainEvent>): boolean =>
  (filter.from === undefined || event.at >= filter.from) &&
  (filter.to === undefined || event.at < filter.to) &&
  (filter.fromPosition === undefined || event.position >= filter.fromPosition) &&
  (filter.type === undefined || event.event.type === filter.type) &&
  (filter.correlationId === undefined || event.correlationId === filter.correlationId);

const read = (stored: StoredEvent): Recorded<DomainEvent> => {
  const recorded = decodeRecorded(stored);
  if (E.isRight(recorded)) return recorded.right;
  const what = `${recorded.left._tag} ${stored.type} at position ${String(stored.position)}`;
  throw new JournalError(`the history has an event that can't be read: ${what}`, 'damaged');
};

/** An event that can't be read ends the reading: a history with a gap is none. */
export const createReadHistory = (sources: Sources): ReadHistory => {
  const open = async (events: ReadonlyArray<Recorded<DomainEvent>>): Promise<ReadonlyArray<HistoryEvent>> => {
    const opened = await openHistory(sources)(events)();
    if (E.isRight(opened)) return opened.right;
    const silent = opened.left._tag === 'KeyRingUnavailable' ? 'key ring' : 'journal';
    throw new JournalError(`the ${silent} does not answer`, 'unavailable', { cause: opened.left.cause });
  };
  return async function* (filter) {
    let found: Array<Recorded<DomainEvent>> = [];
    for await (const stored of candidates(sources.journal, filter)) {
      if (filter.concerns?.(stored) === false) continue;
      const event = read(stored);
      if (!passes(filter, event)) continue;
      found.push(event);
      if (found.length < openedAtOnce) continue;
      yield* await open(found);
      found = [];
    }
    yield* await open(found);
  };
};
