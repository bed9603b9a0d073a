import type { RecordInApp, StartAttempt } from './commands';
import { type Decision, facts, nothing, refuse, standsStill } from './decision';
import type { DeliveryState } from './state';

/**
 * The claim to send: whose start is stored, sends. An attempt left open stands in the way until it is closed
 * (CloseUnknown). A try that was promised is made, even where fewer are configured since.
 */
export const startAttempt = (command: StartAttempt, state: DeliveryState): Decision => {
  const { delivery, now, by, until, provider, limit, sendAt } = command;
  const still = standsStill(state);
  if (still !== undefined) return still;
  const due = state.waitsFor?.until ?? sendAt;
  if (due !== null && now < due) return refuse({ _tag: 'NotDue', until: due });
  const attempt = { number: state.attempts + 1, limit: Math.max(limit, state.counted + 1) };
  return facts({ type: 'DeliveryAttemptStarted', data: { ...delivery, ...attempt, provider, by, until } });
};

/** The in-app channel succeeds once; what sockets took later are receipts. */
export const recordInApp = (command: RecordInApp, state: DeliveryState): Decision => {
  if (state.final === 'succeeded') return nothing;
  const still = standsStill(state);
  if (still !== undefined) return still;
  const { delivery, provider, by, now } = command;
  const attempt = { ...delivery, number: state.attempts + 1, provider };
  return facts(
    { type: 'DeliveryAttemptStarted', data: { ...attempt, by, until: now, limit: 1 } },
    { type: 'DeliveryAttemptSucceeded', data: { ...attempt, providerId: null, digest: null, personal: null } },
  );
};
