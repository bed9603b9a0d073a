import type { Filter } from '../../domain/ports/journal';

export type Passes = (stream: string, type: string) => boolean;

/** What EventStoreDB keeps for itself is none of the ledger's. */
const isSystem = (stream: string): boolean => stream.startsWith('$');

export const passesOf = (filter: Filter | undefined): Passes => {
  const types = filter?.eventTypes === undefined ? undefined : new Set(filter.eventTypes);
  const prefixes = filter?.streamPrefixes;
  return (stream, type) =>
    !isSystem(stream) &&
    (types === undefined || types.has(type)) &&
    (prefixes === undefined || prefixes.some((prefix) => stream.startsWith(prefix)));
};
