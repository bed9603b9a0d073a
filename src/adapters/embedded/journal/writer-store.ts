import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import { type MetadataInForce, createMetadataInForce } from './metadata-in-force';
import { metastreams } from './metastream';
import { type RecentIds, createRecentIds } from './recent-ids';
import { CONTENT_TOMBSTONE, ID_BYTES, asRecord, at, createdOf, isTombstone } from './record';
import { type StreamHead, type StreamHeads, createStreamHeads } from './stream-heads';

/** The writer's statements, and what it remembers so as not to ask. */
export type WriterStore = {
  readonly heads: StreamHeads;
  readonly ids: RecentIds;
  readonly metadata: MetadataInForce;
  readonly lastPosition: () => number;
  readonly lastStreamNumber: () => number;
  readonly idAt: (stream: number, revision: number) => string | undefined;
  readonly positionAt: (stream: number, revision: number) => number | undefined;
  readonly createdAt: (stream: number, revision: number) => number | undefined;
  readonly insertStream: (name: string, number: number) => void;
  readonly insertEvent: (position: number, stream: number, revision: number, record: Buffer) => void;
  readonly begin: () => void;
  readonly commit: () => void;
  readonly rollback: () => void;
  /** Copies the log back and empties it. */
  readonly checkpoint: () => void;
  readonly close: () => void;
};

const idSql = `substr(record, ${at.id + 1}, ${ID_BYTES})`;
/** The content byte of a record, after its checksum and format. */
const contentSql = `substr(record, ${at.content + 1}, 1)`;
const asKey = (id: Uint8Array): string => Buffer.from(id).toString('latin1');

/** Where there may be no tombstone, whether a stream ends with one need not be looked up in its last record. */
export const createWriterStore = (database: DatabaseSyncInstance, mayHoldTombstones: boolean): WriterStore => {
  let tombstones = mayHoldTombstones;
  const one = (sql: string) => {
    const statement = database.prepare(sql);
    return (...parameters: ReadonlyArray<string | number>) =>
      statement.get(...parameters) as ReadonlyArray<number | Uint8Array> | undefined;
  };
  const run = (sql: string) => {
    const statement = database.prepare(sql);
    return (...parameters: ReadonlyArray<string | number>): void => {
      statement.run(...parameters);
    };
  };
  const number = (row: ReadonlyArray<number | Uint8Array> | undefined) => row?.[0] as number | undefined;

  const streamNumber = one('SELECT number FROM streams WHERE name = ?');
  const lastRevision = one('SELECT revision FROM events WHERE stream = ? ORDER BY revision DESC LIMIT 1');
  const contentAt = one(`SELECT ${contentSql} FROM events WHERE stream = ? AND revision = ?`);
  const metastream = one('SELECT 1 FROM streams WHERE name >= ? AND name < ? LIMIT 1');
  const record = one('SELECT record FROM events WHERE stream = ? AND revision = ?');
  const id = one(`SELECT ${idSql} FROM events WHERE stream = ? AND revision = ?`);
  const latestIds = database.prepare(
    `SELECT ${idSql}, revision FROM events WHERE stream = ? ORDER BY revision DESC LIMIT ?`,
  );
  const positionAt = one('SELECT position FROM events WHERE stream = ? AND revision = ?');
  const lastPosition = one('SELECT coalesce(max(position), 0) FROM events');
  const lastStream = one('SELECT coalesce(max(stream), 0) FROM events');
  const insert = database.prepare('INSERT INTO events (position, stream, revision, record) VALUES (?, ?, ?, ?)');

  const endsInTombstone = (stream: number, revision: number): boolean => {
    const content = contentAt(stream, revision)?.[0] as Uint8Array | undefined;
    return ((content?.[0] ?? 0) & CONTENT_TOMBSTONE) !== 0;
  };
  const loadHead = (stream: string): StreamHead | undefined => {
    const found = number(streamNumber(stream));
    if (found === undefined) return undefined;
    const current = number(lastRevision(found)) ?? -1;
    return { number: found, current, tombstoned: tombstones && endsInTombstone(found, current) };
  };
  const loadIds = (stream: number, limit: number) =>
    (latestIds.all(stream, limit) as ReadonlyArray<readonly [Uint8Array, number]>)
      .map(([bytes, revision]) => [asKey(bytes), revision] as const)
      .reverse();

  const heads = createStreamHeads(loadHead);
  const lastRecord = (stream: string): Buffer | undefined => {
    const head = heads.of(stream);
    const row = head === undefined ? undefined : record(head.number, head.current);
    return row === undefined ? undefined : asRecord(row[0]);
  };

  return {
    heads,
    ids: createRecentIds(loadIds),
    metadata: createMetadataInForce(lastRecord, metastream(...metastreams) !== undefined),
    lastPosition: () => number(lastPosition()) ?? 0,
    lastStreamNumber: () => number(lastStream()) ?? 0,
    idAt: (stream, revision) => {
      const row = id(stream, revision);
      return row === undefined ? undefined : asKey(row[0] as Uint8Array);
    },
    positionAt: (stream, revision) => number(positionAt(stream, revision)),
    createdAt: (stream, revision) => {
      const row = record(stream, revision);
      return row === undefined ? undefined : createdOf(asRecord(row[0]));
    },
    insertStream: run('INSERT INTO streams (name, number) VALUES (?, ?)'),
    insertEvent: (position, stream, revision, bytes) => {
      tombstones ||= isTombstone(bytes);
      insert.run(position, stream, revision, bytes);
    },
    begin: run('BEGIN IMMEDIATE'),
    commit: run('COMMIT'),
    rollback: () => {
      // After some failures SQLite has rolled back by itself.
      if (database.isTransaction) database.exec('ROLLBACK');
    },
    checkpoint: () => {
      database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    },
    close: () => {
      database.close();
    },
  };
};
