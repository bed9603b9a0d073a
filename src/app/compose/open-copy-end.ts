import { existsSync } from 'node:fs';
import * as E from 'fp-ts/Either';
import { lockDataDir } from '../../adapters/embedded/data-dir-lock';
import { journalFiles } from '../../adapters/embedded/journal/journal-files';
import { openEmbeddedJournal } from '../../adapters/embedded/journal/open-embedded-journal';
import { openEventStoreDbJournal } from '../../adapters/eventstoredb/open-eventstoredb-journal';
import { clock } from './clock';
import { type Closing, createClosing } from './closing';
import type { OpenedJournal } from './open-journal';
import type { ReadingFailure } from './open-for-reading';

type Opened = E.Either<ReadingFailure, OpenedJournal>;

const isConnectionString = (place: string): boolean => /^esdb(\+discover)?:\/\//.test(place);

/** Locked, so that no server writes to it meanwhile. */
const openDirectory = async (dataDir: string, closing: Closing): Promise<Opened> => {
  const lock = await lockDataDir(dataDir)();
  if (E.isLeft(lock)) return lock;
  closing.add(lock.right.release);
  const journal = await openEmbeddedJournal({ dataDir, clock })();
  if (E.isRight(journal)) closing.add(journal.right.close);
  return journal;
};

/**
 * One end of a copy: the journal in a data directory, or one that an EventStoreDB keeps. `mustExist`: a directory without
 * a journal is refused rather than given an empty one.
 */
export const openCopyEnd = async (place: string, { mustExist }: { readonly mustExist: boolean }): Promise<Opened> => {
  if (isConnectionString(place)) return openEventStoreDbJournal({ url: place, clock })();
  if (mustExist && !existsSync(journalFiles(place).database)) return E.left({ _tag: 'NoLedger', dataDir: place });
  const closing = createClosing();
  const opened = await openDirectory(place, closing);
  if (E.isRight(opened)) return E.right({ ...opened.right, close: closing.close });
  await closing.close();
  return opened;
};
