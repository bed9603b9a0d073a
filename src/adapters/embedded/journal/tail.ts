import { JournalError } from '../../../domain/ports/journal';
import { type Bell, createBell } from './bell';
import { createRecentRecords } from './recent-records';
import { isOfMetadata, isTombstone } from './record';
import type { SharedRecord } from './shared-record';
import { type StreamWatches, createStreamWatches } from './stream-watches';

/** The growing end of a journal. */
export type Tail = {
  /** The position of the last event, 0 on an empty journal. Throws a JournalError where that can't be known. */
  readonly head: () => number;
  /** Records after a position from memory, at most `limit`; undefined where they must be read from the file. */
  readonly recent: (after: number, limit: number) => ReadonlyArray<SharedRecord> | undefined;
  /** The record at a position, if it is in memory. */
  readonly recentAt: (position: number) => SharedRecord | undefined;
  /** Whether no stream has metadata or a tombstone, so that every event of a stream is to be seen. False where nobody knows. */
  readonly plain: () => boolean;
  readonly bell: Bell;
  readonly streams: Pick<StreamWatches, 'watch'>;
};

export type WritableTail = Tail & {
  /** Records in journal order, durable already. */
  readonly extend: (records: Iterable<Buffer>) => void;
  /** From then on `head` throws, so that whoever waits for more ends. */
  readonly close: () => void;
  /** After a gap in what is known, as the writer's death leaves one: what is in between is read from the file. */
  readonly restart: (head: number, plain: boolean) => void;
};

export const journalClosed = (): JournalError => new JournalError('the journal is closed', 'unavailable');

export const createTail = (head: number, plain: boolean): WritableTail => {
  const bell = createBell();
  const streams = createStreamWatches();
  let closed = false;
  let last = head;
  let isPlain = plain;
  let recent = createRecentRecords(head);
  return {
    head: () => {
      if (closed) throw journalClosed();
      return last;
    },
    recent: (after, limit) => recent.after(after, limit),
    recentAt: (position) => recent.at(position),
    plain: () => isPlain,
    bell,
    streams,
    close: () => {
      closed = true;
      streams.lose();
      bell.ring();
    },
    extend: (records) => {
      for (const record of records) {
        recent.add(record);
        last += 1;
        isPlain &&= !isOfMetadata(record) && !isTombstone(record);
        streams.tell(record, last);
      }
      bell.ring();
    },
    restart: (newHead, stillPlain) => {
      recent = createRecentRecords(newHead);
      last = newHead;
      isPlain = stillPlain;
      streams.lose();
      bell.ring();
    },
  };
};
