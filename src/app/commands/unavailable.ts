import type { JournalUnavailable } from '../../domain/ports/journal';
import type { KeyRingUnavailable } from '../../domain/ports/key-ring';
import type { ViewNotReady, ViewUnavailable } from '../../domain/ports/views';
import type { AppFailure } from '../failure';

export type PortFailure = JournalUnavailable | KeyRingUnavailable | ViewUnavailable | ViewNotReady;

const componentOf = (failure: PortFailure): string => {
  switch (failure._tag) {
    case 'JournalUnavailable':
      return 'journal';
    case 'KeyRingUnavailable':
      return 'keyring';
    case 'ViewUnavailable':
    case 'ViewNotReady':
      return 'views';
  }
};

/** A port that does not answer: the command is not confirmed, and may be repeated. */
export const unavailable = (failure: PortFailure): AppFailure => ({
  _tag: 'Unavailable',
  component: componentOf(failure),
  retryAfterSeconds: 1,
});
