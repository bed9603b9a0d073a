import * as t from 'io-ts';
import { MessageFault, ParkReason } from '../../domain/inbound/events';
import { Instant, nullable, SealedPart, Whole } from '../../domain/shared/codecs';
import type { RowKey, ViewId } from '../../domain/shared/view';

export const deadLettersView: ViewId = { name: 'dead-letters', version: 1 };

/** A parked message; its body stays sealed, as its event carries it. */
export const DeadLetterRow = t.strict(
  {
    parkId: t.string,
    identity: t.string,
    eventType: t.string,
    queue: t.string,
    routingKey: t.string,
    messageId: nullable(t.string),
    reason: ParkReason,
    report: t.readonlyArray(MessageFault),
    attempts: Whole,
    parkedAt: Instant,
    /** Of MessageParked, a decimal text: what was parked first stands first. */
    position: t.string,
    isOpen: t.boolean,
    body: SealedPart,
  },
  'DeadLetterRow',
);
export type DeadLetterRow = t.TypeOf<typeof DeadLetterRow>;

export const deadLetterKey = (parkId: string): RowKey => ({ table: 'message', key: parkId });

/** Sorted by the time of parking: what waits for an operator. */
export const openIndex = 'open';
/** Sorted likewise: what of one event type waits for one reason. */
export const sameCauseIndex = (eventType: string, reason: string): string => `open/${eventType}/${reason}`;
