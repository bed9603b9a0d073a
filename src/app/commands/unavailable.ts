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

const progressOf = (failure: PortFailure): { readonly progress?: string } => {
  if (failure._tag !== 'ViewNotReady' || failure.built === undefined) return {};
  const { position, of } = failure.built;
  return { progress: `The view ${failure.view} is being built: ${String(position)} of ${String(of)} events.` };
};

/** A port that does not answer: the command is not confirmed, and may be repeated. */
export const unavailable = (failure: PortFailure): AppFailure => ({
  _tag: 'Unavailable',
  component: componentOf(failure),
  retryAfterSeconds: 1,
  ...progressOf(failure),
});
