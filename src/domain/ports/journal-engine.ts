import type { TaskEither } from 'fp-ts/TaskEither';
import type { Position, Revision } from '../shared/stored-event';
import type { Conflict, ExpectedRevision, JournalUnavailable, StreamDeleted } from './journal';

/**
 * An event as a foreign client hands it in: bytes, which need not be JSON. Its type and its stream's name have 1 to 65,535
 * bytes of UTF-8; to hand in others, or an id that is none, is a defect of the caller, and rejects with a TypeError.
 */
export type EngineEvent = {
  /** UUID, lower case. Compared within its stream only. */
  readonly id: string;
  readonly type: string;
  /** What its writer says of `data`; nobody checks it. */
  readonly json: boolean;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
};

export type EngineRecord = EngineEvent & {
  readonly stream: string;
  /** 9223372036854775807n of a tombstone, whatever stood before it. */
  readonly revision: Revision;
  readonly position: Position;
  /** Milliseconds since 1970. */
  readonly created: number;
};

export type { StreamDeleted };
/** It was never written to, or is deleted and can be begun anew. */
export type StreamNotFound = { readonly _tag: 'StreamNotFound'; readonly stream: string };

export type EngineWriteFailure = Conflict | StreamDeleted | JournalUnavailable;
export type EngineReadFailure = StreamNotFound | StreamDeleted | JournalUnavailable;

/** `no-stream` of an append without events to none; no position where the repeated event can't be read any more. */
export type EngineAppended = {
  readonly revision: Revision | 'no-stream';
  readonly position: Position | undefined;
};

export type Direction = 'forwards' | 'backwards';
/** Records in the order asked for, a bounded number and size of them. */
export type EngineRecords = ReadonlyArray<EngineRecord>;

export type EngineStreamRead = {
  readonly direction: Direction;
  /** Inclusive, in both directions. */
  readonly from: Revision | 'start' | 'end';
  readonly limit: number;
};
export type EngineAllRead = {
  readonly direction: Direction;
  /** Forwards inclusive; backwards exclusive. Need not be an event's position. */
  readonly from: Position | 'start' | 'end';
  readonly limit: number;
};
export type EnginePage = {
  readonly records: EngineRecords;
  /** Everything up to here that was asked for has been delivered, in this page or an earlier one. */
  readonly position: Position;
  /** Whether the head was reached when this page was made. */
  readonly live: boolean;
};

/**
 * What a server of EventStoreDB's protocol needs of a journal, beyond the application's own port (./journal): every event
 * of every stream as bytes, links unresolved, deletion, metadata in force. Rules: EventStoreDB's, as its servers 23.10 and
 * 24.2 have them. The laws are test/contracts/journal-engine.contract.ts. Iterables throw a JournalError (./journal).
 */
export type JournalEngine = {
  /** As Journal's, without a limit of size; an append to a deleted stream begins it anew, and rewrites its metadata. */
  readonly append: (
    stream: string,
    expected: ExpectedRevision,
    events: ReadonlyArray<EngineEvent>,
  ) => TaskEither<EngineWriteFailure, EngineAppended>;
  /** Hides the stream until it is written to again. Answers with the place of the metadata event that says so. */
  readonly softDelete: (stream: string, expected: ExpectedRevision) => TaskEither<EngineWriteFailure, Position>;
  readonly tombstone: (stream: string, expected: ExpectedRevision) => TaskEither<EngineWriteFailure, Position>;
  /** What metadata (`$maxCount`, `$maxAge`, `$tb`) leaves visible of a stream. */
  readonly readStream: (
    stream: string,
    options: EngineStreamRead,
  ) => TaskEither<EngineReadFailure, AsyncIterable<EngineRecords>>;
  /** Everything ever written, but what EventStoreDB keeps out of `$all`. */
  readonly readAll: (options: EngineAllRead) => AsyncIterable<EngineRecords>;
  /** After the place given (`end`: after the head), through the head and then live; ends when the signal aborts. */
  readonly followAll: (options: {
    readonly after: Position | 'start' | 'end';
    readonly signal: AbortSignal;
  }) => AsyncIterable<EnginePage>;
  /**
   * The same of one stream, which need not be there. Ends by itself when it is tombstoned, after the tombstone's page; at
   * once, without a page, where it is tombstoned already.
   */
  readonly followStream: (options: {
    readonly stream: string;
    readonly after: Revision | 'start' | 'end';
    readonly signal: AbortSignal;
  }) => AsyncIterable<EnginePage>;
  /** The position of the last event, 0n on an empty journal. */
  readonly head: () => TaskEither<JournalUnavailable, Position>;
};
