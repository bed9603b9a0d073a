import type { AppendFailure } from '../../domain/ports/journal';
import type { AppFailure } from '../failure';
import { impossible } from './impossible';
import { unavailable } from './unavailable';

/**
 * A write that was not stored. A conflict that outlasted its repetitions may pass when the caller repeats. The ledger
 * deletes no stream, so one that is deleted has been tampered with, and no repetition helps.
 */
export const writeFailure = (failure: AppendFailure): AppFailure => {
  switch (failure._tag) {
    case 'JournalUnavailable':
      return unavailable(failure);
    case 'Conflict':
      return unavailable({ _tag: 'JournalUnavailable', cause: failure });
    case 'AppendTooLarge':
      return impossible('', 'is more than one event can hold');
    case 'StreamDeleted':
      return impossible('', 'is about something whose history was deleted');
  }
};
