import type * as E from 'fp-ts/Either';
import { decodeRecorded } from '../../domain/decode-recorded';
import type { DomainEvent } from '../../domain/events';
import type { UndecodableEvent } from '../../domain/shared/decode-event';
import type { Recorded } from '../../domain/shared/recorded';
import type { StoredEvent } from '../../domain/shared/stored-event';

export type ReadEvent = (stored: StoredEvent) => E.Either<UndecodableEvent, Recorded<DomainEvent>>;

type Known = { readonly stored: StoredEvent; readonly recorded: ReturnType<ReadEvent> };

/** Projections that follow the same journal are mostly a page apart, and what is remembered longer grows old in memory. */
const REMEMBERED = 256;
/** Where runs are dealt out to partitions before any of them is folded: the longest run. */
const REMEMBERED_FOR_PARTS = 1_024;

/**
 * Decodes an event once, although every projection asks for it, or each of so many partitions: the last of each so many places
 * of the journal is remembered. (A WeakMap, which forgets by itself, is looked through at every collection of garbage, and those
 * are many then.)
 */
export const createReadEvent = (partitions = 1): ReadEvent => {
  const remembered = partitions === 1 ? REMEMBERED : REMEMBERED_FOR_PARTS;
  const known = new Array<Known | undefined>(remembered);
  return (stored) => {
    const place = Number(stored.position) % remembered;
    const before = known[place];
    if (before?.stored === stored) return before.recorded;
    const recorded = decodeRecorded(stored);
    known[place] = { stored, recorded };
    return recorded;
  };
};
