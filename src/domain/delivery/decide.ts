import { closeUnknown, learnOutcome, recordOutcome } from './close-attempt';
import type { DeliveryCommand, RecordReceipt } from './commands';
import { type Decision, facts, nothing, refuse, standsStill } from './decision';
import type { DeliveryEvent } from './events';
import { orderRetry } from './order-retry';
import { recordInApp, startAttempt } from './start-attempt';
import type { DeliveryState, Final } from './state';

/** Ends the round without an attempt; again is no second end. */
const end = (state: DeliveryState, final: Final, event: DeliveryEvent): Decision =>
  state.final === final ? nothing : (standsStill(state) ?? facts(event));

const defer = (
  { delivery, until, why }: Extract<DeliveryCommand, { readonly type: 'Defer' }>,
  state: DeliveryState,
): Decision => {
  if (state.waitsFor?.until === until && state.waitsFor.why === why) return nothing;
  return standsStill(state) ?? facts({ type: 'DeliveryDeferred', data: { ...delivery, until, why } });
};

/** A receipt may come at any time after a start, also after the end; each once. */
const recordReceipt = ({ delivery, receiptId, provider, status }: RecordReceipt, state: DeliveryState): Decision => {
  if (state.attempts === 0) return refuse({ _tag: 'NoSuchAttempt', number: 1 });
  if (state.receipts.includes(receiptId)) return nothing;
  return facts({ type: 'DeliveryReceiptReceived', data: { ...delivery, receiptId, provider, status } });
};

/** The rules of one channel's delivery. A command whose effect is already recorded is accepted with no events. */
export const decide = (command: DeliveryCommand, state: DeliveryState): Decision => {
  const { delivery } = command;
  switch (command.type) {
    case 'StartAttempt':
      return startAttempt(command, state);
    case 'RecordSuccess':
    case 'RecordFailure':
      return recordOutcome(command, state);
    case 'CloseUnknown':
      return closeUnknown(command, state);
    case 'LearnOutcome':
      return learnOutcome(command, state);
    case 'RecordInApp':
      return recordInApp(command, state);
    case 'RecordReceipt':
      return recordReceipt(command, state);
    case 'Suppress':
      return end(state, 'suppressed', { type: 'DeliverySuppressed', data: { ...delivery, why: command.why } });
    case 'Defer':
      return defer(command, state);
    case 'Abandon':
      return end(state, command.why, { type: 'DeliveryAbandoned', data: { ...delivery, why: command.why } });
    case 'ExhaustNoAddress':
      return end(state, 'no-address', { type: 'DeliveryExhausted', data: { ...delivery, why: 'no-address' } });
    case 'OrderRetry':
      return orderRetry(command, state);
  }
};
