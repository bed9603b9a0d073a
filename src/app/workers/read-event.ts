import type * as E from 'fp-ts/Either';
import { decodeRecorded } from '../../domain/decode-recorded';
import type { DomainEvent } from '../../domain/events';
import type { UndecodableEvent } from '../../domain/shared/decode-event';
import type { Recorded } from '../../domain/shared/recorded';
import type { StoredEvent } from '../../domain/shared/stored-event';

export type ReadEvent = (stored: StoredEvent) => E.Either<UndecodableEvent, Recorded<DomainEvent>>;

/** Decodes each event once, although every projection asks for it; forgotten together with the event. */
export const createReadEvent = (): ReadEvent => {
  const known = new WeakMap<StoredEvent, ReturnType<ReadEvent>>();
  return (stored) => {
    const before = known.get(stored);
    if (before !== undefined) return before;
    const recorded = decodeRecorded(stored);
    known.set(stored, recorded);
    return recorded;
  };
};
