/**
 * One channel's whole life, in `delivery-<notification id>.<channel>`: rounds of attempts. A round opens with the
 * request or with DeliveryRetryOrdered, and has exactly one final event: a success, DeliveryExhausted, DeliverySuppressed or
 * DeliveryAbandoned. Attempts are numbered through all rounds; each has one start and one outcome.
 */
import * as t from 'io-ts';
import { Channel, DeliveryId, Instant, NotificationId, nullable, Sealed, UserId, Whole } from '../shared/codecs';
import { eventCodec } from '../shared/event-codec';

const id = { deliveryId: DeliveryId, notificationId: NotificationId, channel: Channel, userId: UserId };
const attempt = { ...id, number: Whole };

export const SuppressionReason = t.keyof({ preferences: null, unsubscribed: null, erased: null }, 'SuppressionReason');
export type SuppressionReason = t.TypeOf<typeof SuppressionReason>;

export const DeferralReason = t.keyof(
  { 'quiet-hours': null, 'send-at': null, 'circuit-open': null, throttled: null },
  'DeferralReason',
);
export type DeferralReason = t.TypeOf<typeof DeferralReason>;

/** `no-address`: the directory knows none; `rejected`: a lasting refusal; `attempts` and `unknown-outcomes`: a limit was reached. */
export const ExhaustionReason = t.keyof(
  { attempts: null, rejected: null, 'no-address': null, 'unknown-outcomes': null },
  'ExhaustionReason',
);
export type ExhaustionReason = t.TypeOf<typeof ExhaustionReason>;

export const AbandonReason = t.keyof(
  { cancelled: null, expired: null, operator: null, 'secret-gone': null },
  'AbandonReason',
);
export type AbandonReason = t.TypeOf<typeof AbandonReason>;

const started = {
  ...attempt,
  provider: t.string,
  /** The process incarnation that owns the attempt, and until when; only it closes the attempt before `until`. */
  by: t.string,
  until: Instant,
  /** How many attempts that count its round may have, as it was configured when this one started. */
  limit: Whole,
};
const succeeded = {
  ...attempt,
  provider: t.string,
  providerId: nullable(t.string),
  /** HMAC under the recipient's key of the bytes that were sent. */
  digest: nullable(t.string),
  /** What the provider answered (`ProviderAnswer`). */
  personal: nullable(Sealed),
};
const failed = {
  ...attempt,
  provider: t.string,
  /** A code, never a provider's text: `timeout`, `connection-refused`, `smtp-450`, `outcome-unknown`, … */
  reason: t.string,
  /** A lasting failure is not tried again in its round. */
  lasting: t.boolean,
  /** Whether it uses up the round's limit: throttling and unknown outcomes do not. */
  counts: t.boolean,
  nextTryAt: nullable(Instant),
  personal: nullable(Sealed),
};
const learned = {
  ...attempt,
  outcome: t.keyof({ succeeded: null, failed: null }),
  reason: nullable(t.string),
  providerId: nullable(t.string),
};
const receipt = {
  ...id,
  receiptId: t.string,
  provider: t.string,
  /** `pushed`: a socket took it; the others are a provider's word. */
  status: t.keyof({ delivered: null, undelivered: null, pushed: null }),
};

export const deliveryEvents = {
  DeliverySuppressed: eventCodec('DeliverySuppressed', { ...id, why: SuppressionReason }),
  DeliveryDeferred: eventCodec('DeliveryDeferred', { ...id, until: Instant, why: DeferralReason }),
  DeliveryAttemptStarted: eventCodec('DeliveryAttemptStarted', started),
  DeliveryAttemptSucceeded: eventCodec('DeliveryAttemptSucceeded', succeeded),
  DeliveryAttemptFailed: eventCodec('DeliveryAttemptFailed', failed),
  DeliveryExhausted: eventCodec('DeliveryExhausted', { ...id, why: ExhaustionReason }),
  DeliveryAbandoned: eventCodec('DeliveryAbandoned', { ...id, why: AbandonReason }),
  DeliveryOutcomeLearned: eventCodec('DeliveryOutcomeLearned', learned),
  DeliveryReceiptReceived: eventCodec('DeliveryReceiptReceived', receipt),
  DeliveryRetryOrdered: eventCodec('DeliveryRetryOrdered', { ...id, round: Whole }),
} as const;

export type DeliveryEvent = t.TypeOf<(typeof deliveryEvents)[keyof typeof deliveryEvents]>;
