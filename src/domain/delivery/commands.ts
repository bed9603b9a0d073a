import type { Channel, DeliveryId, Instant, NotificationId, Sealed, UserId } from '../shared/codecs';
import type { AbandonReason, DeferralReason, SuppressionReason } from './events';

/** Which delivery, of what and for whom: every event of it says so again. */
export type DeliveryRef = {
  readonly deliveryId: DeliveryId;
  readonly notificationId: NotificationId;
  readonly channel: Channel;
  readonly userId: UserId;
};

type About = { readonly delivery: DeliveryRef };
/** One attempt; only its owner (`by`, a process incarnation) says how it ended. */
type Outcome = About & { readonly number: number; readonly by: string; readonly personal: Sealed | null };

/** The claim to send. `sendAt` is the request's; `limit` = how many attempts that count a round may have. */
export type StartAttempt = About & {
  readonly type: 'StartAttempt';
  readonly now: Instant;
  readonly by: string;
  readonly until: Instant;
  readonly provider: string;
  readonly limit: number;
  readonly sendAt: Instant | null;
};

export type RecordSuccess = Outcome & {
  readonly type: 'RecordSuccess';
  readonly provider: string;
  readonly providerId: string | null;
  readonly digest: string | null;
};

/** `fraction` in [0, 1) is the chance in the jitter; `delays` are milliseconds, one for each retry. */
export type RecordFailure = Outcome & {
  readonly type: 'RecordFailure';
  readonly now: Instant;
  readonly provider: string;
  readonly kind: 'passing' | 'lasting' | 'unknown';
  readonly reason: string;
  /** False for throttling. An unknown outcome never counts, whatever stands here. */
  readonly counts: boolean;
  readonly retryAfterSeconds: number | null;
  readonly fraction: number;
  readonly delays: ReadonlyArray<number>;
  readonly dropsDuplicates: boolean;
};

/** Closes an attempt that its owner left open: past its `until`, or at once where the owner is provably dead. */
export type CloseUnknown = About & {
  readonly type: 'CloseUnknown';
  readonly number: number;
  readonly now: Instant;
  readonly ownerIsDead: boolean;
  readonly dropsDuplicates: boolean;
};

/** What became known of an attempt after it was closed as unknown. */
export type LearnOutcome = About & {
  readonly type: 'LearnOutcome';
  readonly number: number;
  readonly outcome: 'succeeded' | 'failed';
  readonly reason: string | null;
  readonly providerId: string | null;
};

/** An attempt that was over when it was known: a socket took the push, or the inbox showed what was scheduled. */
export type RecordInApp = About & {
  readonly type: 'RecordInApp';
  readonly provider: 'socket' | 'inbox';
  readonly by: string;
  readonly now: Instant;
};

export type RecordReceipt = About & {
  readonly type: 'RecordReceipt';
  readonly receiptId: string;
  readonly provider: string;
  readonly status: 'delivered' | 'undelivered' | 'pushed';
};

export type DeliveryCommand =
  | StartAttempt
  | RecordSuccess
  | RecordFailure
  | CloseUnknown
  | LearnOutcome
  | RecordInApp
  | RecordReceipt
  | (About & { readonly type: 'Suppress'; readonly why: SuppressionReason })
  | (About & { readonly type: 'Defer'; readonly until: Instant; readonly why: DeferralReason })
  | (About & { readonly type: 'Abandon'; readonly why: AbandonReason })
  /** The directory knows no address to send to. */
  | (About & { readonly type: 'ExhaustNoAddress' })
  /** An operator wants another try: a new round, due at once. */
  | (About & { readonly type: 'OrderRetry' });
