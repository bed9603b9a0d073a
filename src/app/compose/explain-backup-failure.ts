import { errorCode } from '../../domain/shared/error-code';
import type { RestoreFailure } from './restore-backup';
import { explainReadingFailure } from './open-for-reading';

const another = 'Take another backup.';

/** In words for whoever asked for it: what is wrong, where, and what to do next. */
export const explainBackupFailure = (failure: RestoreFailure): string => {
  switch (failure._tag) {
    case 'TargetNotEmpty':
      return failure.cutShort
        ? `${failure.dir} holds a backup that was cut short. Remove it, and back up again.`
        : `${failure.dir} is not empty. Name a new folder for each backup.`;
    case 'CopyFailed':
      return `Copying to ${failure.dir} failed (${errorCode(failure.cause)}); what was copied is removed. See to its disk, and repeat.`;
    case 'NoBackup':
      return `There is no backup in ${failure.dir}. Name the folder that ledger backup wrote.`;
    case 'BackupCutShort':
      return `The backup in ${failure.dir} was cut short: it has no manifest (backup.json), which is written last. ${another}`;
    case 'ManifestUnreadable':
      return `The manifest ${failure.file} can't be used: ${failure.why}. ${another}`;
    case 'FileDiffers':
      return `${failure.file} is not what was backed up: ${failure.why}. ${another}`;
    case 'BackupInconsistent':
      return `The backup in ${failure.dir} contradicts its manifest: ${failure.why}. ${another}`;
    case 'DataDirNotEmpty':
      return failure.cutShort
        ? `A restore into DATA_DIR ${failure.dataDir} was cut short. Remove what is in there, and restore again.`
        : `DATA_DIR ${failure.dataDir} is not empty, and nothing is ever overwritten. Set DATA_DIR to a new folder, or move what is there away.`;
    case 'NoLedger':
    case 'DataDirLocked':
    case 'DataDirUnusable':
    case 'RestoreUnfinished':
    case 'JournalDamaged':
    case 'NotALedger':
    case 'JournalUnavailable':
    case 'KeyRingUnavailable':
    case 'ViewUnavailable':
    case 'Conflict':
    case 'AppendTooLarge':
    case 'CannotListen':
      return explainReadingFailure(failure);
    default:
      return `It could not be finished (${errorCode(failure)}); nothing is left of it. Repeat it.`;
  }
};
