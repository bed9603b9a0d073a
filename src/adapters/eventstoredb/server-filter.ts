import { eventTypeFilter, streamNameFilter, type Filter as ServerFilter, type FilterBase } from '@eventstore/db-client';
import type { Filter } from '../../domain/ports/journal';

/** After so many events that do not pass, the server says how far it has looked; they are looked at together too. */
const EVENTS_BETWEEN_CHECKPOINTS = 64;

const usable = (prefixes: ReadonlyArray<string> | undefined): ReadonlyArray<string> | undefined =>
  prefixes === undefined || prefixes.length === 0 || prefixes.includes('') ? undefined : prefixes;

/**
 * The narrowest that the server can be asked for: it knows beginnings of types, or of streams, not both. What it sends is
 * still picked from. Undefined where it would drop nothing, or everything.
 */
export const serverFilter = (
  filter: Filter | undefined,
  checkpointReached: NonNullable<FilterBase['checkpointReached']>,
): ServerFilter | undefined => {
  const options = { checkpointReached, maxSearchWindow: EVENTS_BETWEEN_CHECKPOINTS };
  const types = usable(filter?.eventTypes);
  if (types !== undefined) return eventTypeFilter({ ...options, prefixes: [...types] });
  const streams = usable(filter?.streamPrefixes);
  return streams === undefined ? undefined : streamNameFilter({ ...options, prefixes: [...streams] });
};
