import { existsSync, watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import * as E from 'fp-ts/Either';
import * as TE from 'fp-ts/TaskEither';
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
import { createTailBeside } from './tail-beside';
import { refuseWrites } from './engine/refuse-writes';
import { createEngine } from './engine/create-engine';
import type { Clock } from '../../../domain/ports/clock';

/** What was acknowledged before the files were opened must be found in them. */
const assertEnd = (files: JournalFiles, reader: Reader, { position, checksum }: Head): void => {
  const record = reader.head() < position ? undefined : reader.after(position - 1, position)[0];
  if (record !== undefined && checksumOf(record) === checksum) return;
  throw new DamageFound({ ...endOfFiles(files), detail: `event ${position} was acknowledged and is not there` });
};

/** Calls when a process has written the head marker, which it does after each commit. */
const onCommit = (files: JournalFiles, ring: () => void) =>
  watch(dirname(files.marker), (_, name) => {
    if (name === null || name === basename(files.marker)) ring();
  });

const open = (files: JournalFiles, clock: Clock): EmbeddedJournal => {
  if (!existsSync(files.database)) throw new Error(`there is no journal at ${files.database}`);
  const acknowledged = readHeadMarker(files.marker);
  const reader = createReader(openToRead(files.database), files);
  try {
    if (acknowledged !== undefined) assertEnd(files, reader, acknowledged);
  } catch (error) {
    reader.close();
    throw error;
  }
  const tail = createTailBeside(reader);
  const watching = onCommit(files, tail.advance);
  const source = { reader, tail };
  const readOnly = () => new Error('the journal was opened to be read only');
  return {
    journal: {
      append: () => async () => E.left({ _tag: 'JournalUnavailable', cause: readOnly() }),
      ...createReads(source, clock),
    },
    engine: createEngine(source, clock, refuseWrites(readOnly)),
    close: async () => {
      watching.close();
      tail.close();
      reader.close();
    },
  };
};

/**
 * The journal as another process writes it, or as one left it. It is not verified as a whole: each event is when it is
 * read, and that the last acknowledged one is there. Subscriptions follow the writer. On one machine only.
 */
export const openJournalToRead = (dataDir: string, clock: Clock): TE.TaskEither<OpenFailure, EmbeddedJournal> => {
  const files = journalFiles(dataDir);
  return TE.tryCatch(
    async () => open(files, clock),
    (cause): OpenFailure => {
      const damage = damageIn(cause, files.database);
      return damage === undefined ? { _tag: 'JournalUnavailable', cause } : { _tag: 'JournalDamaged', ...damage };
    },
  );
};
