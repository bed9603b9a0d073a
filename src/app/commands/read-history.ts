import * as E from 'fp-ts/Either';
import type { TaskEither } from 'fp-ts/TaskEither';
import { decodeRecorded } from '../../domain/decode-recorded';
import type { DomainEvent } from '../../domain/events';
import {
  type Journal,
  JournalError,
  type JournalUnavailable,
  type StreamReadOptions,
} from '../../domain/ports/journal';
import type { Recorded } from '../../domain/shared/recorded';
import type { StoredEvent } from '../../domain/shared/stored-event';

export type History = ReadonlyArray<Recorded<DomainEvent>>;

/** What the ledger wrote itself and can't read any more is a defect: nothing may be decided on half a history. */
const decoded = (stored: StoredEvent): Recorded<DomainEvent> => {
  const recorded = decodeRecorded(stored);
  if (E.isLeft(recorded))
    throw new Error(`${recorded.left._tag} ${stored.type} at position ${stored.position} of the journal`);
  return recorded.right;
};

/** A stream's events, or a part of them; an absent stream is empty. For streams that are short by design. */
export const readHistory =
  (journal: Journal, stream: string, options?: StreamReadOptions): TaskEither<JournalUnavailable, History> =>
  async () => {
    try {
      const events: Array<Recorded<DomainEvent>> = [];
      for await (const stored of journal.readStream(stream, options)) events.push(decoded(stored));
      return E.right(events);
    } catch (cause) {
      if (cause instanceof JournalError && cause.kind === 'unavailable')
        return E.left({ _tag: 'JournalUnavailable', cause });
      throw cause;
    }
  };
