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
  readonly streamFrom: (stream: string, revision: number, limit: number) => ReadonlyArray<Buffer>;
  readonly streamBackFrom: (stream: string, revision: number, limit: number) => ReadonlyArray<Buffer>;
  readonly close: () => void;
};

const PAGE_EVENTS = 256;
const PAGE_BYTES = 1024 * 1024;

const page = (rows: Iterable<readonly [unknown]>): ReadonlyArray<Buffer> => {
  const records: Array<Buffer> = [];
  let bytes = 0;
  for (const [column] of rows) {
    const record = asRecord(column);
    records.push(record);
    bytes += record.length;
    if (bytes > PAGE_BYTES) break;
  }
  return records;
};

export const createReader = (database: DatabaseSyncInstance, files: JournalFiles): Reader => {
  const select = (condition: string, order: string) => {
    const sql = `SELECT record FROM events WHERE ${condition} ORDER BY ${order} LIMIT ?`;
    const statement = database.prepare(sql);
    return (limit: number, ...parameters: ReadonlyArray<string | number>) =>
      page(statement.iterate(...parameters, Math.min(limit, PAGE_EVENTS)) as Iterable<readonly [unknown]>);
  };
  const inStream = 'stream = (SELECT number FROM streams WHERE name = ?)';
  const after = select('position > ? AND position <= ?', 'position');
  const before = select('position < ?', 'position DESC');
  const streamFrom = select(`${inStream} AND revision >= ?`, 'revision');
  const streamBackFrom = select(`${inStream} AND revision <= ?`, 'revision DESC');
  const head = database.prepare('SELECT coalesce(max(position), 0) FROM events');

  const reading = <A>(read: () => A): A => {
    try {
      return read();
    } catch (error) {
      throw readError(error, files.database);
    }
  };
  /** `ends` is what is to be read last: a run that is empty before it lacks something. */
  const checked = (records: ReadonlyArray<Buffer>, numbering: Numbering, ends: boolean) => {
    const detail = `event ${numbering.due ?? ''} is missing`;
    if (records.length === 0 && !ends) throw new DamageFound({ file: files.database, offset: 0, detail });
    return checkedRecords(files, records, numbering);
  };
  return {
    head: () => reading(() => (head.get() as readonly [number])[0]),
    after: (position, until) =>
      reading(() => {
        const numbering = { numberOf: positionOf, due: position + 1, step: 1 } as const;
        return checked(after(PAGE_EVENTS, position, until), numbering, position >= until);
      }),
    before: (position) =>
      reading(() => {
        const numbering = { numberOf: positionOf, due: position - 1, step: -1 } as const;
        return checked(before(PAGE_EVENTS, position), numbering, position <= 1);
      }),
    streamFrom: (stream, revision, limit) =>
      reading(() => {
        const numbering = { numberOf: revisionOf, due: revision, step: 1 } as const;
        return checked(streamFrom(limit, stream, revision), numbering, true);
      }),
    streamBackFrom: (stream, revision, limit) =>
      reading(() => {
        const numbering = { numberOf: revisionOf, due: undefined, step: -1 } as const;
        return checked(streamBackFrom(limit, stream, revision), numbering, true);
      }),
    close: () => {
      database.close();
    },
  };
};
