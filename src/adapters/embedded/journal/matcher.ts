import type { Filter } from '../../../domain/ports/journal';

export type Matcher = (stream: string, type: string) => boolean;

/** Undefined where everything passes, so that nothing need be looked at. */
export const matcherOf = (filter: Filter | undefined): Matcher | undefined => {
  if (filter?.streamPrefixes === undefined && filter?.eventTypes === undefined) return undefined;
  const { streamPrefixes, eventTypes } = filter;
  const types = eventTypes === undefined ? undefined : new Set(eventTypes);
  return (stream, type) =>
    (types === undefined || types.has(type)) &&
    (streamPrefixes === undefined || streamPrefixes.some((prefix) => stream.startsWith(prefix)));
};
