import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import { DamageFound } from './damage';
import type { JournalFiles } from './journal-files';
import { APPLICATION_ID, SCHEMA_VERSION, schema } from './schema';

type Value = string | number | null;

const PAGE_BYTES = 4096;

const firstColumn = (database: DatabaseSyncInstance, sql: string): ReadonlyArray<Value> =>
  (database.prepare(sql).all() as ReadonlyArray<readonly [Value]>).map(([value]) => value);

const isOurs = (database: DatabaseSyncInstance): boolean => {
  const statements = firstColumn(database, 'SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid');
  return (
    firstColumn(database, 'PRAGMA application_id')[0] === APPLICATION_ID &&
    firstColumn(database, 'PRAGMA user_version')[0] === SCHEMA_VERSION &&
    statements.length === schema.length &&
    statements.every((sql, index) => sql === schema[index])
  );
};

/** SQLite names pages in its complaints: `Tree 2 page 17 cell 3: …`. */
const offsetIn = (complaint: string): number => {
  const page = /\bpage (\d+)/i.exec(complaint)?.[1];
  return page === undefined ? 0 : (Number(page) - 1) * PAGE_BYTES;
};

/** That the pages hang together as SQLite wrote them, and the schema is the journal's. Throws DamageFound. */
export const verifyStructure = (database: DatabaseSyncInstance, { database: file }: JournalFiles): void => {
  if (!isOurs(database)) throw new DamageFound({ file, offset: 0, detail: 'this is not the schema of a journal' });
  const [complaint] = firstColumn(database, 'PRAGMA quick_check(1)');
  if (complaint === 'ok') return;
  const detail = `the pages of the database do not hang together: ${String(complaint)}`;
  throw new DamageFound({ file, offset: offsetIn(detail), detail });
};
