/** What arrived from the platform and went no further than here, in `inbound-<message identity>`. */
import * as t from 'io-ts';
import { nullable, Sealed, UserId, Whole } from '../shared/codecs';
import { eventCodec } from '../shared/event-codec';

const message = { identity: t.string, eventType: t.string };

/** One fault of a message: where, and what was expected there; never what stood there. */
export const MessageFault = t.strict({ path: t.string, expected: t.string }, 'MessageFault');
export type MessageFault = t.TypeOf<typeof MessageFault>;

/** `undecodable`: by its report; `retries`: its handling failed too often; `conflict`: its identity came with another payload before. */
export const ParkReason = t.keyof({ undecodable: null, retries: null, conflict: null }, 'ParkReason');
export type ParkReason = t.TypeOf<typeof ParkReason>;

/**
 * Why an event notifies nobody: its type never does; too few of them yet; it names nobody; another has told it already;
 * it came too late.
 */
export const RecordReason = t.keyof(
  { 'records-only': null, 'below-threshold': null, 'no-recipient': null, repeated: null, expired: null },
  'RecordReason',
);
export type RecordReason = t.TypeOf<typeof RecordReason>;

const parked = {
  ...message,
  parkId: t.string,
  queue: t.string,
  routingKey: t.string,
  /** The broker's own id of it; part of what identifies it when it is replayed. */
  messageId: nullable(t.string),
  reason: ParkReason,
  report: t.readonlyArray(MessageFault),
  attempts: Whole,
  /** The body as it came, in base64, under a key of its own. */
  personal: Sealed,
};

export const inboundEvents = {
  /** Understood, and nobody is to be told. */
  PlatformEventRecorded: eventCodec('PlatformEventRecorded', {
    ...message,
    why: RecordReason,
    /** HMAC of what the message says; the same identity with another one is a conflict. */
    fingerprint: t.string,
    /** The user that it names. */
    about: nullable(UserId),
  }),
  MessageParked: eventCodec('MessageParked', parked),
  MessageReplayed: eventCodec('MessageReplayed', { ...message, parkId: t.string }),
  MessageDiscarded: eventCodec('MessageDiscarded', { ...message, parkId: t.string }),
} as const;

export type InboundEvent = t.TypeOf<(typeof inboundEvents)[keyof typeof inboundEvents]>;
