import { JournalError } from '../../../domain/ports/journal';
import type { StoredEvent } from '../../../domain/shared/stored-event';
import { type Bell, createBell } from './bell';
import { createRecentEvents } from './recent-events';

/** The growing end of a journal. */
export type Tail = {
  /** The position of the last event, 0 on an empty journal. Throws a JournalError where that can't be known. */
  readonly head: () => number;
  /** Events after a position from memory, at most `limit`; undefined where they must be read from the file. */
  readonly recent: (after: number, limit: number) => ReadonlyArray<StoredEvent> | undefined;
  readonly bell: Bell;
};

export type WritableTail = Tail & {
  /** Records in journal order, durable already. */
  readonly extend: (records: Iterable<Buffer>) => void;
  /** From then on `head` throws, so that whoever waits for more ends. */
  readonly close: () => void;
  /** After a gap in what is known, as the writer's death leaves one: what is in between is read from the file. */
  readonly restart: (head: number) => void;
};

export const journalClosed = (): JournalError => new JournalError('the journal is closed', 'unavailable');

export const createTail = (head: number): WritableTail => {
  const bell = createBell();
  let closed = false;
  let last = head;
  let recent = createRecentEvents(head);
  return {
    head: () => {
      if (closed) throw journalClosed();
      return last;
    },
    recent: (after, limit) => recent.after(after, limit),
    bell,
    close: () => {
      closed = true;
      bell.ring();
    },
    extend: (records) => {
      for (const record of records) {
        recent.add(record);
        last += 1;
      }
      bell.ring();
    },
    restart: (newHead) => {
      recent = createRecentEvents(newHead);
      last = newHead;
      bell.ring();
    },
  };
};
