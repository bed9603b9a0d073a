import type { TaskEither } from 'fp-ts/TaskEither';
import type { NewEvent, Position, Revision, StoredEvent } from '../shared/stored-event';

/** `any` and `stream-exists` are there for tools; the application itself appends with `no-stream` or a revision. */
export type ExpectedRevision = Revision | 'no-stream' | 'any' | 'stream-exists';

/** `actual` is the stream's last revision, or `no-stream`. */
export type Conflict = { readonly _tag: 'Conflict'; readonly stream: string; readonly actual: Revision | 'no-stream' };
/** Nothing is known of the append: it may have been stored. The same events go again at the same expectation. */
export type JournalUnavailable = { readonly _tag: 'JournalUnavailable'; readonly cause: unknown };
/** One append carries at most 1 MiB of `data`, in UTF-8 bytes of its JSON, as EventStoreDB's default limit. */
export type AppendTooLarge = { readonly _tag: 'AppendTooLarge'; readonly stream: string; readonly bytes: number };

/** Tombstoned: nothing is ever read from the stream or written to it again. */
export type StreamDeleted = { readonly _tag: 'StreamDeleted'; readonly stream: string };

export type AppendFailure = Conflict | JournalUnavailable | AppendTooLarge | StreamDeleted;

/** Of the last event of the append; of the stored one where the append was a repeat. */
export type Appended = { readonly revision: Revision; readonly position: Position };

export type Filter = {
  /** An event passes if its stream starts with one of these; absent: all streams. */
  readonly streamPrefixes?: ReadonlyArray<string>;
  /** … and if its type is one of these; absent: all types. */
  readonly eventTypes?: ReadonlyArray<string>;
};

export type StreamReadOptions = {
  readonly direction?: 'forwards' | 'backwards';
  /** Inclusive, in both directions. Absent: from the first event forwards, from the last one backwards. */
  readonly from?: Revision;
  readonly limit?: number;
};

export type AllReadOptions = {
  readonly direction?: 'forwards' | 'backwards';
  /** Forwards: events with a position > `after`, or >= `from`. Backwards: with a position < `before`. */
  readonly after?: Position;
  readonly from?: Position;
  readonly before?: Position;
  readonly limit?: number;
  readonly filter?: Filter;
};

export type SubscribeOptions = {
  /** Exclusive: the first event has a greater position. 0n: from the first event. */
  readonly after: Position;
  readonly filter?: Filter;
  readonly signal: AbortSignal;
};

/** A run of events in journal order. */
export type Page = {
  readonly events: ReadonlyArray<StoredEvent>;
  /** Every event up to here that passes the filter has been delivered, in this page or an earlier one. */
  readonly position: Position;
  /** Whether the subscription had reached the head when it made this page. */
  readonly live: boolean;
};

/**
 * The history. The laws are test/contracts/journal.contract.ts.
 *
 * Positions that are handed in are 0n or those of events, as they were given out: between two of them there may be others
 * that mean nothing. Streams whose names begin with `$` are the system's own: neither `readAll` nor `subscribe` delivers
 * their events, though positions go past them and `head` counts them. Data or metadata of an event that is no JSON
 * object, as another client may have written it, is shown as `{$binary: <base64>}`, and metadata of no bytes as `{}`.
 *
 * Iterables hold a bounded number of events in memory, never skip one that they should deliver, and throw a
 * `JournalError` when the journal can't be read or what it holds is damaged.
 */
export type Journal = {
  /**
   * All or nothing, and durable (fsync) before it resolves. Decides as EventStoreDB does: an append whose events
   * already stand where it would put them, by event id, is a repeat and succeeds with the first answer's place.
   */
  readonly append: (
    stream: string,
    expected: ExpectedRevision,
    events: ReadonlyArray<NewEvent>,
  ) => TaskEither<AppendFailure, Appended>;
  /** An absent stream reads as empty; of one that is truncated or soft-deleted, what is visible; a tombstoned one is damage. */
  readonly readStream: (stream: string, options?: StreamReadOptions) => AsyncIterable<StoredEvent>;
  readonly readAll: (options?: AllReadOptions) => AsyncIterable<StoredEvent>;
  /**
   * From `after` on through the head and then live, without a gap or a duplicate, until the signal aborts (the
   * iteration then ends without an error). Pages hold at most 512 events and may be empty where a filter passes
   * nothing; the first page with `live: true` comes once the head is reached, also on an empty or idle journal.
   */
  readonly subscribe: (options: SubscribeOptions) => AsyncIterable<Page>;
  /** The position of the last event, 0n on an empty journal. */
  readonly head: () => TaskEither<JournalUnavailable, Position>;
};

/** Thrown by the iterables, which have no left side. `damage` names the place where the history is damaged. */
export class JournalError extends Error {
  readonly _tag = 'JournalError';
  constructor(
    message: string,
    readonly kind: 'unavailable' | 'damaged',
    options?: { readonly cause?: unknown },
  ) {
    super(message, options);
  }
}
