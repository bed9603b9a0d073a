import * as E from 'fp-ts/Either';
import type * as TE from 'fp-ts/TaskEither';
import type { Clock } from '../../../domain/ports/clock';
import { createAppend } from './append';
import type { CommitFaults } from './commit-faults';
import type { EmbeddedJournal, OpenFailure } from './embedded-journal';
import { createEngine } from './engine/create-engine';
import { createEngineWrites } from './engine/engine-writes';
import { journalFiles } from './journal-files';
import { openToRead } from './open-database';
import { createReader } from './reader';
import { createReads } from './reads';
import { createTail } from './tail';
import type { Progress } from './verify-events';
import { createWriter } from './writer';
import { startWriterThread } from './writer-thread';

export type EmbeddedJournalOptions = {
  /** Its caller holds the lock on it (data-dir-lock.ts). Made where it is missing. */
  readonly dataDir: string;
  readonly clock: Clock;
  /** Called while the history is verified, which comes before anything else. */
  readonly onProgress?: (progress: Progress) => void;
  readonly commitFaults?: CommitFaults;
};

/**
 * The journal in one SQLite file, for the one process that writes to it. Everything is read and verified first: a journal
 * that lacks an acknowledged event, or holds one that is not as it was written, is refused with the place.
 */
export const openEmbeddedJournal =
  ({ dataDir, clock, onProgress, commitFaults }: EmbeddedJournalOptions): TE.TaskEither<OpenFailure, EmbeddedJournal> =>
  async () => {
    const start = async (verify: boolean) =>
      startWriterThread({ dataDir, verify, commitFaults }, (progress) => onProgress?.(progress));
    const thread = await start(true);
    if (E.isLeft(thread)) return thread;
    const files = journalFiles(dataDir);
    const reader = createReader(openToRead(files.database), files);
    const tail = createTail(thread.right.head, thread.right.plain);
    const writer = createWriter(thread.right, async () => start(false), tail);
    const source = { reader, tail };
    return E.right({
      journal: { append: createAppend(writer, clock), ...createReads(source, clock) },
      engine: createEngine(source, clock, createEngineWrites(writer, clock)),
      close: async () => {
        await writer.finish();
        tail.close();
        reader.close();
        await writer.close();
      },
    });
  };
