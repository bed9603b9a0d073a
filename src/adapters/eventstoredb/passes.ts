import type { Filter } from '../../domain/ports/journal';
import type { Recorded } from './from-recorded';

export type Passes = (event: Recorded) => boolean;

/** What EventStoreDB keeps for itself is none of the ledger's. */
const isSystem = ({ streamId }: Recorded): boolean => streamId.startsWith('$');

export const passesOf = (filter: Filter | undefined): Passes => {
  const types = filter?.eventTypes === undefined ? undefined : new Set(filter.eventTypes);
  const prefixes = filter?.streamPrefixes;
  return (event) =>
    !isSystem(event) &&
    (types === undefined || types.has(event.type)) &&
    (prefixes === undefined || prefixes.some((prefix) => event.streamId.startsWith(prefix)));
};
