import type * as E from 'fp-ts/Either';
import { decodeRecorded } from '../../domain/decode-recorded';
import type { DomainEvent } from '../../domain/events';
import type { UndecodableEvent } from '../../domain/shared/decode-event';
import type { Recorded } from '../../domain/shared/recorded';
import type { StoredEvent } from '../../domain/shared/stored-event';

export type ReadEvent = (stored: StoredEvent) => E.Either<UndecodableEvent, Recorded<DomainEvent>>;

type Known = { readonly stored: StoredEvent; readonly recorded: ReturnType<ReadEvent> };

/** Projections that follow the same journal are mostly a page or two apart. */
const REMEMBERED = 256;

/**
 * Decodes an event once, although every projection asks for it: the last of each 256 places of the journal is remembered. (A
 * WeakMap, which forgets by itself, is looked through at every collection of garbage, and those are many then.)
 */
export const createReadEvent = (): ReadEvent => {
  const known = new Array<Known | undefined>(REMEMBERED);
  return (stored) => {
    const place = Number(stored.position) % REMEMBERED;
    const before = known[place];
    if (before?.stored === stored) return before.recorded;
    const recorded = decodeRecorded(stored);
    known[place] = { stored, recorded };
    return recorded;
  };
};
