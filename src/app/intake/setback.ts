import type { MessageFault } from '../../domain/inbound/events';
import type { AppendFailure } from '../../domain/ports/journal';
import type { PortFailure } from '../commands/unavailable';
import type { AppFailure } from '../failure';

/**
 * Why a message is not handled yet. `Held`: the ledger can store nothing at present, which is no fault of the message.
 * `Failed`: its own handling failed; `report` says at what, and
 * `component` which part of the ledger did not answer.
 */
export type Setback =
  | { readonly _tag: 'Held'; readonly component: string }
  | { readonly _tag: 'Failed'; readonly report: ReadonlyArray<MessageFault>; readonly component?: string };

export const failed = (expected: string): Setback => ({ _tag: 'Failed', report: [{ path: '', expected }] });

/** Without the journal and the keys nothing can be stored, not even that a message is parked. */
const withoutIt = (component: string): Setback =>
  component === 'journal' || component === 'keyring'
    ? { _tag: 'Held', component }
    : { ...failed(`${component} that answer`), component };

/** What a failure on the way means for the message. */
export const setbackOf = (failure: AppFailure | AppendFailure | PortFailure): Setback => {
  switch (failure._tag) {
    case 'JournalUnavailable':
      return withoutIt('journal');
    case 'KeyRingUnavailable':
      return withoutIt('keyring');
    case 'ViewUnavailable':
    case 'ViewNotReady':
      return withoutIt('views');
    case 'Unavailable':
      return withoutIt(failure.component);
    case 'InvalidInput':
    case 'Impossible':
      return {
        _tag: 'Failed',
        report: failure.errors.map(({ path, message }) => ({ path, expected: message })),
      };
    case 'Conflict':
      return failed('a stream that nobody else writes to');
    case 'AppendTooLarge':
      return failed('no more than one event can hold');
    case 'StreamDeleted':
      return failed('a stream that nobody has deleted');
    case 'KeyReused':
    case 'NotFound':
    case 'Forbidden':
    case 'WrongState':
      return failed('handled');
  }
};
