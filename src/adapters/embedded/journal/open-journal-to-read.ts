import { existsSync, watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import * as E from 'fp-ts/Either';
import * as TE from 'fp-ts/TaskEither';
import { type Bell, createBell } from './bell';
import { DamageFound } from './damage';
import { damageIn } from './damaged-error';
import type { EmbeddedJournal, OpenFailure } from './embedded-journal';
import { type Head, readHeadMarker } from './head-marker';
import { type JournalFiles, journalFiles } from './journal-files';
import { openToRead } from './open-database';
import { endOfFiles } from './prepare-files';
import { type Reader, createReader } from './reader';
import { createReads } from './reads';
import { checksumOf } from './record';
import type { Tail } from './tail';

/** What was acknowledged before the files were opened must be found in them. */
const assertEnd = (files: JournalFiles, reader: Reader, { position, checksum }: Head): void => {
  const record = reader.head() < position ? undefined : reader.after(position - 1, position)[0];
  if (record !== undefined && checksumOf(record) === checksum) return;
  throw new DamageFound({ ...endOfFiles(files), detail: `event ${position} was acknowledged and is not there` });
};

/** Rings when a process has written the head marker, which it does after each commit. */
const ringOnCommit = (files: JournalFiles, bell: Bell) =>
  watch(dirname(files.marker), (_, name) => {
    if (name === null || name === basename(files.marker)) bell.ring();
  });

const open = (files: JournalFiles): EmbeddedJournal => {
  if (!existsSync(files.database)) throw new Error(`there is no journal at ${files.database}`);
  const acknowledged = readHeadMarker(files.marker);
  const reader = createReader(openToRead(files.database), files);
  try {
    if (acknowledged !== undefined) assertEnd(files, reader, acknowledged);
  } catch (error) {
    reader.close();
    throw error;
  }
  const bell = createBell();
  const watching = ringOnCommit(files, bell);
  const tail: Tail = { head: reader.head, recent: () => undefined, bell };
  return {
    journal: {
      append: () => async () => E.left({ _tag: 'JournalUnavailable', cause: readOnly() }),
      ...createReads({ reader, tail }),
    },
    close: async () => {
      watching.close();
      reader.close();
      bell.ring();
    },
  };
};

const readOnly = (): Error => new Error('the journal was opened to be read only');

/**
 * The journal as another process writes it, or as one left it. It is not verified as a whole: each event is when it is
 * read, and that the last acknowledged one is there. Subscriptions follow the writer. On one machine only.
 */
export const openJournalToRead = (dataDir: string): TE.TaskEither<OpenFailure, EmbeddedJournal> => {
  const files = journalFiles(dataDir);
  return TE.tryCatch(
    async () => open(files),
    (cause): OpenFailure => {
      const damage = damageIn(cause, files.database);
      return damage === undefined ? { _tag: 'JournalUnavailable', cause } : { _tag: 'JournalDamaged', ...damage };
    },
  );
};
