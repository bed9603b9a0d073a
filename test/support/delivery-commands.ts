import type {
  CloseUnknown,
  DeliveryCommand,
  RecordFailure,
  RecordSuccess,
  StartAttempt,
} from '../../src/domain/delivery/commands';
import { at, deliveryRef } from './vocabulary';

const delivery = deliveryRef('email');

/** p-1 wants to send the mail of n-1 at noon, four tries a round. */
export const start = (given: Partial<StartAttempt> = {}): StartAttempt => ({
  type: 'StartAttempt',
  delivery,
  now: at(0),
  by: 'p-1',
  until: at(45),
  provider: 'smtp',
  limit: 4,
  sendAt: null,
  ...given,
});

export const succeed = (number: number, given: Partial<RecordSuccess> = {}): RecordSuccess => {
  const sent = { provider: 'smtp', providerId: 'm-1', digest: 'd-1', personal: null };
  return { type: 'RecordSuccess', delivery, number, by: 'p-1', ...sent, ...given };
};

/** At noon, a failure that may pass; retries after 10, 60 and 300 s, and chance exactly in the middle. */
export const fail = (number: number, given: Partial<RecordFailure> = {}): RecordFailure => ({
  type: 'RecordFailure',
  delivery,
  number,
  by: 'p-1',
  personal: null,
  now: at(0),
  provider: 'smtp',
  kind: 'passing',
  reason: 'smtp-450',
  counts: true,
  retryAfterSeconds: null,
  fraction: 0.5,
  delays: [10_000, 60_000, 300_000],
  dropsDuplicates: true,
  ...given,
});

export const closeUnknown = (number: number, given: Partial<CloseUnknown> = {}): CloseUnknown => ({
  type: 'CloseUnknown',
  delivery,
  number,
  now: at(0),
  ownerIsDead: false,
  dropsDuplicates: true,
  ...given,
});

export const orderRetry: DeliveryCommand = { type: 'OrderRetry', delivery };
export const cancelDelivery: DeliveryCommand = { type: 'Abandon', delivery, why: 'cancelled' };
export const suppress: DeliveryCommand = { type: 'Suppress', delivery, why: 'preferences' };
export const defer: DeliveryCommand = { type: 'Defer', delivery, until: at(600), why: 'quiet-hours' };
export const findNoAddress: DeliveryCommand = { type: 'ExhaustNoAddress', delivery };
export const takeReceipt = (receiptId: string): DeliveryCommand => ({
  type: 'RecordReceipt',
  delivery,
  receiptId,
  provider: 'smtp',
  status: 'delivered',
});
export const learn = (number: number, outcome: 'succeeded' | 'failed'): DeliveryCommand => {
  const failure = outcome === 'failed';
  const detail = { reason: failure ? 'smtp-450' : null, providerId: failure ? null : 'm-1' };
  return { type: 'LearnOutcome', delivery, number, outcome, ...detail };
};
export const abandonByOperator: DeliveryCommand = { type: 'Abandon', delivery, why: 'operator' };
