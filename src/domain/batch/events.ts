/**
 * A request to many. What is asked for and every recipient stand in `batch-<id>`, complete once the recipients are sealed;
 * each chunk of them is requested in one append to `chunk-<batch>.<index>`: a NotificationRequested for each recipient that
 * could be, then BatchChunkProcessed. A batch that is cancelled, or fails, has each chunk that is left closed by a
 * BatchChunkSkipped there instead, so that who got it is exact, whoever was at it meanwhile.
 */
import * as t from 'io-ts';
import { Bypass, Origin } from '../notification/events';
import { Channel, Instant, Locale, nullable, Priority, Sealed, TemplateRef, UserId, Whole } from '../shared/codecs';
import { eventCodec, extendedEventCodec, withOptional } from '../shared/event-codec';

const id = { batchId: t.string };
const chunk = { ...id, index: Whole };

/**
 * `locale`: the language that whoever asked named for them, before that of the directory. `personal`: their own variables
 * (`MemberVariables`), under their own key; absent where they have none, or were erased before they were written down.
 */
export const BatchRecipient = withOptional({ userId: UserId }, { locale: Locale, personal: Sealed }, 'BatchRecipient');
export type BatchRecipient = t.TypeOf<typeof BatchRecipient>;

/** `erased` since the batch was accepted; `not-rendered`: the template failed on it; `too-large` for one append. */
export const MemberRefusal = t.keyof({ erased: null, 'not-rendered': null, 'too-large': null }, 'MemberRefusal');
export type MemberRefusal = t.TypeOf<typeof MemberRefusal>;

/** `content-unreadable`: what is to be said can't be opened any more. */
export const BatchFailure = t.keyof({ 'content-unreadable': null }, 'BatchFailure');
export type BatchFailure = t.TypeOf<typeof BatchFailure>;

const RejectedRecipient = t.strict({ userId: UserId, reason: MemberRefusal }, 'RejectedRecipient');

const accepted = {
  ...id,
  /** The process incarnation that writes the recipients down. Once it is dead an unsealed batch is abandoned. */
  by: t.string,
  origin: Origin,
  /** HMAC of what was asked for; the same origin with another one is another request. */
  fingerprint: t.string,
  /** One for each language; their versions render it, for ever. */
  templates: t.readonlyArray(TemplateRef),
  channels: t.readonlyArray(Channel),
  priority: Priority,
  expiresAt: nullable(Instant),
  bypasses: t.readonlyArray(Bypass),
  /** The variables that all share (`BatchContent`), under the batch's own key. */
  personal: Sealed,
};
const acceptedLater = {
  /** Not shown and not sent before. */
  sendAt: Instant,
  /** The batch whose failed recipients it tells again. */
  retryOf: t.string,
  /** How many of those that were named had been named before: each is told once. */
  duplicates: Whole,
};

export const batchEvents = {
  BatchAccepted: extendedEventCodec('BatchAccepted', accepted, acceptedLater),
  BatchChunkQueued: eventCodec('BatchChunkQueued', { ...chunk, recipients: t.readonlyArray(BatchRecipient) }),
  /** From here on the batch is carried out; `digest` is that of all recipients in order (`manifest.ts`). */
  BatchRecipientsSealed: eventCodec('BatchRecipientsSealed', { ...id, chunks: Whole, count: Whole, digest: t.string }),
  BatchAbandoned: eventCodec('BatchAbandoned', id),
  /** No chunk is begun until the batch is resumed; what was begun is finished. */
  BatchPaused: eventCodec('BatchPaused', id),
  BatchResumed: eventCodec('BatchResumed', id),
  /** No chunk is begun any more; what was begun is finished. BatchClosed says what it came to. */
  BatchCancelled: eventCodec('BatchCancelled', id),
  BatchFailed: eventCodec('BatchFailed', { ...id, reason: BatchFailure }),
  BatchChunkProcessed: eventCodec('BatchChunkProcessed', {
    ...chunk,
    accepted: Whole,
    rejected: t.readonlyArray(RejectedRecipient),
  }),
  /** Nobody of the chunk was told, or will be: its batch was cancelled, or has failed. */
  BatchChunkSkipped: eventCodec('BatchChunkSkipped', { ...chunk, untold: Whole }),
  BatchCompleted: eventCodec('BatchCompleted', { ...id, accepted: Whole, rejected: Whole }),
  /** The sums of all chunks of a batch that was cancelled or has failed. */
  BatchClosed: eventCodec('BatchClosed', { ...id, accepted: Whole, rejected: Whole, untold: Whole }),
} as const;

export type BatchEvent = t.TypeOf<(typeof batchEvents)[keyof typeof batchEvents]>;
export type BatchAccepted = t.TypeOf<typeof batchEvents.BatchAccepted>;
export type BatchChunkQueued = t.TypeOf<typeof batchEvents.BatchChunkQueued>;
export type BatchChunkProcessed = t.TypeOf<typeof batchEvents.BatchChunkProcessed>;
export type BatchChunkSkipped = t.TypeOf<typeof batchEvents.BatchChunkSkipped>;
