import * as TE from 'fp-ts/TaskEither';
import { damageIn } from './damaged-error';
import type { OpenFailure } from './embedded-journal';
import { journalFiles } from './journal-files';
import { verifyFiles } from './open-verified';
import type { Progress } from './verify-events';

/** Reads and verifies a journal that nobody writes to, as a start does. It holds up whatever else the thread has to do. */
export const verifyJournal = (
  dataDir: string,
  onProgress: (progress: Progress) => void,
): TE.TaskEither<OpenFailure, void> => {
  const files = journalFiles(dataDir);
  return TE.tryCatch(
    async () => {
      verifyFiles(files, onProgress);
    },
    (cause): OpenFailure => {
      const damage = damageIn(cause, files.database);
      return damage === undefined ? { _tag: 'JournalUnavailable', cause } : { _tag: 'JournalDamaged', ...damage };
    },
  );
};
