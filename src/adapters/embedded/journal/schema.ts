/** `NLJ1` in the header of the file: whose database it is. */
export const APPLICATION_ID = 0x4e4c4a31;
export const SCHEMA_VERSION = 1;

/**
 * An event's record says everything; the columns beside it are the ways to find it. A stream's number is short and grows,
 * so that the index is narrow and new streams are added at its end. There is no index on event ids: it would cost half of
 * the write rate, and ids are compared within a stream only.
 */
const events = `CREATE TABLE events (
  position INTEGER PRIMARY KEY, stream INTEGER NOT NULL, revision INTEGER NOT NULL, record BLOB NOT NULL)`;
const places = 'CREATE UNIQUE INDEX places ON events (stream, revision)';
const streams = 'CREATE TABLE streams (name TEXT PRIMARY KEY NOT NULL, number INTEGER NOT NULL) WITHOUT ROWID';

/** As SQLite keeps it, so that a journal whose schema is not this one to the letter is noticed. */
export const schema: ReadonlyArray<string> = [events, places, streams];
