import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import { DamageFound } from './damage';
import { type Digest, nameSum, placesSql } from './digest';
import type { JournalFiles } from './journal-files';

/**
 * That the ways to an event lead to all of them: the index on (stream, revision) says the same as the records, which with
 * its uniqueness makes the revisions of each stream dense, and so do the numbers of the streams. Throws DamageFound.
 */
export const verifyIndexes = (
  database: DatabaseSyncInstance,
  { database: file }: JournalFiles,
  digest: Digest,
): void => {
  const refuse = (detail: string): never => {
    throw new DamageFound({ file, offset: 0, detail });
  };
  const [events, places] = database.prepare(placesSql).get() as readonly [number, number];
  if (events !== digest.events || places !== digest.places) refuse('the index of revisions is not that of the events');
  const [gaps] = database.prepare(gapsSql).get() as readonly [number];
  if (gaps > 0) refuse('a stream lacks a revision');
  let [streams, names] = [0, 0];
  const rows = database.prepare('SELECT name, number FROM streams').iterate() as Iterable<readonly [unknown, number]>;
  for (const [name, number] of rows) {
    streams += 1;
    names = nameSum(names, String(name), number);
  }
  if (streams !== digest.streams || names !== digest.names)
    refuse('the names of the streams are not those of the events');
};

const gapsSql = `SELECT count(*) FROM (
  SELECT stream FROM events INDEXED BY places GROUP BY stream HAVING min(revision) <> 0 OR max(revision) <> count(*) - 1
)`;
