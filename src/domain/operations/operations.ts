import * as E from 'fp-ts/Either';
import type { Decider } from '../shared/decider';
import { deriveId } from '../shared/derive-id';
import { type AlertCause, causeName } from './cause';
import type { ClearedBecause, OperationsEvent } from './events';

/** `namespace`: the ledger's own, in which the alert's id is derived. */
export type RaiseAlert = { readonly type: 'RaiseAlert'; readonly namespace: string; readonly cause: AlertCause };
export type ClearAlert = { readonly type: 'ClearAlert'; readonly cause: AlertCause; readonly why: ClearedBecause };
export type OperationsCommand = RaiseAlert | ClearAlert;

export type LastAlert = { readonly alertId: string; readonly isOpen: boolean };
/** The last alert of each cause, by the cause's name. */
export type OperationsState = ReadonlyMap<string, LastAlert>;

/**
 * An alert that follows another of its cause has an id of its own, made from that one: two processes that raise the same
 * alert at once raise one.
 */
const raise = ({ namespace, cause }: RaiseAlert, state: OperationsState): ReadonlyArray<OperationsEvent> => {
  const name = causeName(cause);
  const last = state.get(name);
  if (last?.isOpen === true) return [];
  const alertId = deriveId(namespace, 'alert', name, last?.alertId ?? '');
  return [{ type: 'AlertRaised', data: { alertId, cause: name, ...cause } }];
};

const clear = ({ cause, why }: ClearAlert, state: OperationsState): ReadonlyArray<OperationsEvent> => {
  const name = causeName(cause);
  const last = state.get(name);
  return last?.isOpen === true ? [{ type: 'AlertCleared', data: { alertId: last.alertId, cause: name, why } }] : [];
};

/** Alerts: one for each cause until it is cleared, however often it is raised meanwhile. */
export const operations: Decider<OperationsCommand, OperationsState, OperationsEvent, never> = {
  initialState: new Map(),
  evolve: (state, { type, data: { cause, alertId } }) =>
    new Map([...state, [cause, { alertId, isOpen: type === 'AlertRaised' }]]),
  decide: (command, state) => E.right(command.type === 'RaiseAlert' ? raise(command, state) : clear(command, state)),
};

/** The stream of the month that the instant is in. */
export const operationsStream = (at: string): string => `operations-${at.slice(0, 'yyyy-mm'.length)}`;
