import { DatabaseSync } from '@photostructure/sqlite';
import type { WriterPlan } from './journal-workload';

export type BareSqlite = {
  /** One event of each writer in a commit, as often as there are events; texts were made beforehand. */
  readonly append: (rows: ReadonlyArray<ReadonlyArray<BareRow>>) => void;
  /** Reads all rows in pages of 1,000 and parses their JSON; answers with their number. */
  readonly scan: () => number;
  readonly close: () => void;
};

type BareRow = readonly [stream: string, revision: number, id: string, type: string, data: string, metadata: string];

const PAGE = 1000;

/** The rows of each commit: the plans side by side. */
export const bareRows = (plans: ReadonlyArray<WriterPlan>): ReadonlyArray<ReadonlyArray<BareRow>> =>
  (plans[0] ?? []).map((_, index) =>
    plans.flatMap((plan): ReadonlyArray<BareRow> => {
      const step = plan[index];
      if (step === undefined) return [];
      const { id, type, data, metadata } = step.event;
      return [[step.stream, step.revision, id, type, JSON.stringify(data), JSON.stringify(metadata)]];
    }),
  );

/**
 * The journal's driver with nothing around it: one prepared insert, unique (stream, revision), the same durability. No
 * expectations, no idempotency, no checksums, no order that readers could rely on beyond SQLite's own.
 */
export const openBareSqlite = (file: string): BareSqlite => {
  const database = new DatabaseSync(file, { returnArrays: true });
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  database.exec(`CREATE TABLE events (position INTEGER PRIMARY KEY, stream TEXT NOT NULL, revision INTEGER NOT NULL,
    id TEXT NOT NULL, type TEXT NOT NULL, data TEXT NOT NULL, metadata TEXT NOT NULL, UNIQUE (stream, revision))`);
  const insert = database.prepare(
    'INSERT INTO events (stream, revision, id, type, data, metadata) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const [begin, commit] = [database.prepare('BEGIN IMMEDIATE'), database.prepare('COMMIT')];
  const page = database.prepare(`SELECT * FROM events WHERE position > ? ORDER BY position LIMIT ${PAGE}`);
  return {
    append: (groups) => {
      for (const group of groups) {
        begin.run();
        for (const row of group) insert.run(...row);
        commit.run();
      }
    },
    scan: () => {
      for (let read = 0; ;) {
        const rows = page.all(read) as ReadonlyArray<readonly [number, ...BareRow]>;
        for (const [, , , , , data, metadata] of rows) {
          JSON.parse(data);
          JSON.parse(metadata);
        }
        read += rows.length;
        if (rows.length < PAGE) return read;
      }
    },
    close: () => {
      database.close();
    },
  };
};
