/** What operators are told of the ledger's own work, in `operations-<yyyy-mm>`. */
import * as t from 'io-ts';
import { nullable } from '../shared/codecs';
import { eventCodec } from '../shared/event-codec';

/**
 * `parked`: messages wait for an operator; `exhausted`: deliveries were given up after all their tries; `circuit-open`: a
 * provider fails; `broker-lost`: the broker is away.
 */
export const AlertKind = t.keyof(
  { parked: null, exhausted: null, 'circuit-open': null, 'broker-lost': null },
  'AlertKind',
);
export type AlertKind = t.TypeOf<typeof AlertKind>;

/** `recovered`: what caused it is over; `quiet`: it has not happened again for long enough. */
const ClearedBecause = t.keyof({ recovered: null, quiet: null }, 'ClearedBecause');
export type ClearedBecause = t.TypeOf<typeof ClearedBecause>;

const alert = { alertId: t.string, cause: t.string };

export const operationsEvents = {
  AlertRaised: eventCodec('AlertRaised', {
    ...alert,
    kind: AlertKind,
    /** What it is about: an event type, a channel, a provider; never a person. */
    subject: t.string,
    reason: nullable(t.string),
  }),
  AlertCleared: eventCodec('AlertCleared', { ...alert, why: ClearedBecause }),
} as const;

export type OperationsEvent = t.TypeOf<(typeof operationsEvents)[keyof typeof operationsEvents]>;
