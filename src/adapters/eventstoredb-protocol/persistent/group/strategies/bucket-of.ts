import type { ResolvedEvent } from '../../../encode-read-event';
import { LINK_TYPE, linkTarget } from '../../../resolve-link';
import type { StrategyName } from '../group-settings';
import { originalOf } from '../message';

const BUCKETS = 1024;
const text = new TextDecoder();

/** FNV-1a, 32 bits. Which hash it is shows nowhere but in who gets what. */
const hash = (value: string): number => {
  let sum = 0x811c9dc5;
  for (let at = 0; at < value.length; at += 1) sum = Math.imul(sum ^ value.charCodeAt(at), 0x01000193);
  return sum >>> 0;
};

/** A link that was not followed, or led nowhere, still belongs to the stream that it names. */
const streamOf = (resolved: ResolvedEvent): string => {
  const record = resolved.event ?? originalOf(resolved);
  const target = record.type === LINK_TYPE ? linkTarget(record.data) : undefined;
  return target?.stream ?? record.stream;
};

const correlationOf = (resolved: ResolvedEvent): string | undefined => {
  const { metadata } = resolved.event ?? originalOf(resolved);
  if (metadata.byteLength === 0) return undefined;
  try {
    const parsed: unknown = JSON.parse(text.decode(metadata));
    if (typeof parsed !== 'object' || parsed === null || !('$correlationId' in parsed)) return undefined;
    return typeof parsed.$correlationId === 'string' ? parsed.$correlationId : undefined;
  } catch {
    // A writer's metadata need not be JSON: then it names no correlation.
    return undefined;
  }
};

/** Events that belong together have the same one: those of a stream, or of a correlation. */
export const bucketOf = (strategy: StrategyName, resolved: ResolvedEvent): number => {
  if (strategy === 'Pinned') return hash(streamOf(resolved)) % BUCKETS;
  if (strategy !== 'PinnedByCorrelation') return 0;
  return hash(correlationOf(resolved) ?? streamOf(resolved)) % BUCKETS;
};
