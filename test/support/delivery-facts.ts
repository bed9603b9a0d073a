import type { AbandonReason, DeliveryEvent, ExhaustionReason } from '../../src/domain/delivery/events';
import type { Instant } from '../../src/domain/shared/codecs';
import { at, deliveryRef } from './vocabulary';

/** What happens to the mail of n-1. An attempt is p-1's, through `smtp`, until 45 s after noon, unless told otherwise. */
const mail = deliveryRef('email');
type DataOf<T extends DeliveryEvent['type']> = Extract<DeliveryEvent, { readonly type: T }>['data'];

export const started = (number: number, given: Partial<DataOf<'DeliveryAttemptStarted'>> = {}): DeliveryEvent => ({
  type: 'DeliveryAttemptStarted',
  data: { ...mail, number, provider: 'smtp', by: 'p-1', until: at(45), limit: 4, ...given },
});
export const succeeded = (number: number, given: Partial<DataOf<'DeliveryAttemptSucceeded'>> = {}): DeliveryEvent => ({
  type: 'DeliveryAttemptSucceeded',
  data: { ...mail, number, provider: 'smtp', providerId: 'm-1', digest: 'd-1', personal: null, ...given },
});
/** A passing failure that counts. */
export const failed = (
  number: number,
  nextTryAt: Instant | null,
  given: Partial<DataOf<'DeliveryAttemptFailed'>> = {},
): DeliveryEvent => {
  const how = { reason: 'smtp-450', lasting: false, counts: true, personal: null };
  return { type: 'DeliveryAttemptFailed', data: { ...mail, number, provider: 'smtp', ...how, nextTryAt, ...given } };
};
export const throttled = (number: number, nextTryAt: Instant | null): DeliveryEvent =>
  failed(number, nextTryAt, { reason: 'smtp-421', counts: false });
export const leftUnknown = (number: number, nextTryAt: Instant | null): DeliveryEvent =>
  failed(number, nextTryAt, { reason: 'outcome-unknown', counts: false });

export const exhausted = (why: ExhaustionReason): DeliveryEvent => ({
  type: 'DeliveryExhausted',
  data: { ...mail, why },
});
export const abandoned = (why: AbandonReason): DeliveryEvent => ({ type: 'DeliveryAbandoned', data: { ...mail, why } });
export const suppressed: DeliveryEvent = { type: 'DeliverySuppressed', data: { ...mail, why: 'preferences' } };
export const deferred = (until: Instant): DeliveryEvent => ({
  type: 'DeliveryDeferred',
  data: { ...mail, until, why: 'quiet-hours' },
});
export const retryOrdered = (round: number): DeliveryEvent => ({
  type: 'DeliveryRetryOrdered',
  data: { ...mail, round },
});
export const learned = (number: number, outcome: 'succeeded' | 'failed'): DeliveryEvent => {
  const detail = { reason: outcome === 'failed' ? 'smtp-450' : null, providerId: outcome === 'failed' ? null : 'm-1' };
  return { type: 'DeliveryOutcomeLearned', data: { ...mail, number, outcome, ...detail } };
};
export const receipt = (receiptId: string): DeliveryEvent => ({
  type: 'DeliveryReceiptReceived',
  data: { ...mail, receiptId, provider: 'smtp', status: 'delivered' },
});
