import type { AppendFailure } from '../../domain/ports/journal';
import type { AppFailure } from '../failure';
import { impossible } from './impossible';
import { unavailable } from './unavailable';

/** A write that was not stored. A conflict that outlasted its repetitions may pass when the caller repeats. */
export const writeFailure = (failure: AppendFailure): AppFailure => {
  switch (failure._tag) {
    case 'JournalUnavailable':
      return unavailable(failure);
    case 'Conflict':
      return unavailable({ _tag: 'JournalUnavailable', cause: failure });
    case 'AppendTooLarge':
      return impossible('', 'is more than one event can hold');
  }
};
