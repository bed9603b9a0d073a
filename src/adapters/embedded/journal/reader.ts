import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import { type Numbering, checkedRecords } from './checked-records';
import { DamageFound } from './damage';
import { readError } from './damaged-error';
import type { JournalFiles } from './journal-files';
import { asRecord, positionOf, revisionOf } from './record';

/**
 * Reads runs of whole records, each in its place, by the position after or before which they begin, or by the revision of
 * the first. Synchronous, and small enough not to hold up the event loop. Each throws a JournalError.
 */
export type Reader = {
  readonly head: () => number;
  /** Up to `head`; never empty where there is something to read. */
  readonly after: (position: number, head: number) => ReadonlyArray<Buffer>;
  /** A position that is at most the one after the head. */
  readonly before: (position: number) => ReadonlyArray<Buffer>;
  /** At most `limit`, which may be infinite. */
  readonly streamFrom: (stream: string, revision: number, limit: number) => Page;
  readonly streamBackFrom: (stream: string, revision: number, limit: number) => Page;
  /** What is read within it is of one moment. */
  readonly atOnce: <A>(read: () => A) => A;
  readonly close: () => void;
};

/** `more` is false where the records end with it. */
export type Page = { readonly records: ReadonlyArray<Buffer>; readonly more: boolean };

const PAGE_EVENTS = 256;
const PAGE_BYTES = 1024 * 1024;

const page = (rows: Iterable<readonly [unknown]>, limit: number): Page => {
  const records: Array<Buffer> = [];
  let bytes = 0;
  for (const [column] of rows) {
    const record = asRecord(column);
    records.push(record);
    bytes += record.length;
    if (bytes > PAGE_BYTES) return { records, more: true };
  }
  return { records, more: records.length === limit };
};

export const createReader = (database: DatabaseSyncInstance, files: JournalFiles): Reader => {
  const select = (condition: string, order: string) => {
    const sql = `SELECT record FROM events WHERE ${condition} ORDER BY ${order} LIMIT ?`;
    const statement = database.prepare(sql);
    return (limit: number, ...parameters: ReadonlyArray<string | number>): Page => {
      const size = Math.min(limit, PAGE_EVENTS);
      return page(statement.iterate(...parameters, size) as Iterable<readonly [unknown]>, size);
    };
  };
  const inStream = 'stream = (SELECT number FROM streams WHERE name = ?)';
  const after = select('position > ? AND position <= ?', 'position');
  const before = select('position < ?', 'position DESC');
  const streamFrom = select(`${inStream} AND revision >= ?`, 'revision');
  const streamBackFrom = select(`${inStream} AND revision <= ?`, 'revision DESC');
  const begin = database.prepare('BEGIN');
  const commit = database.prepare('COMMIT');
  const head = database.prepare('SELECT coalesce(max(position), 0) FROM events');

  const reading = <A>(read: () => A): A => {
    try {
      return read();
    } catch (error) {
      throw readError(error, files.database);
    }
  };
  /** A run of the journal; one that is empty though it has not come to the end lacks something. */
  const run = ({ records }: Page, numbering: Numbering, ended: boolean): ReadonlyArray<Buffer> => {
    const detail = `event ${numbering.due ?? ''} is missing`;
    if (records.length === 0 && !ended) throw new DamageFound({ file: files.database, offset: 0, detail });
    return checkedRecords(files, records, numbering);
  };
  const ofStream = ({ records, more }: Page, due: number | undefined, step: 1 | -1): Page => ({
    records: checkedRecords(files, records, { numberOf: revisionOf, due, step }),
    more,
  });
  return {
    head: () => reading(() => (head.get() as readonly [number])[0]),
    after: (position, until) =>
      reading(() => {
        const numbering = { numberOf: positionOf, due: position + 1, step: 1 } as const;
        return run(after(PAGE_EVENTS, position, until), numbering, position >= until);
      }),
    before: (position) =>
      reading(() => {
        const numbering = { numberOf: positionOf, due: position - 1, step: -1 } as const;
        return run(before(PAGE_EVENTS, position), numbering, position <= 1);
      }),
    streamFrom: (stream, revision, limit) => reading(() => ofStream(streamFrom(limit, stream, revision), revision, 1)),
    streamBackFrom: (stream, revision, limit) =>
      reading(() => ofStream(streamBackFrom(limit, stream, revision), undefined, -1)),
    atOnce: (read) =>
      reading(() => {
        begin.run();
        try {
          return read();
        } finally {
          commit.run();
        }
      }),
    close: () => {
      database.close();
    },
  };
};
