import type { AlertKind } from './events';

/** What an alert is about; everything of one cause is one alert until it is cleared. */
export type AlertCause = { readonly kind: AlertKind; readonly subject: string; readonly reason: string | null };

export const parkedCause = (eventType: string, reason: string): AlertCause => ({
  kind: 'parked',
  subject: eventType,
  reason,
});

export const exhaustedCause = (channel: string, why: string): AlertCause => ({
  kind: 'exhausted',
  subject: channel,
  reason: why,
});

export const circuitCause = (provider: string): AlertCause => ({
  kind: 'circuit-open',
  subject: provider,
  reason: null,
});

export const brokerCause: AlertCause = { kind: 'broker-lost', subject: 'broker', reason: null };

/** The cause as one text, by which it is known. */
export const causeName = ({ kind, subject, reason }: AlertCause): string =>
  [kind, subject, ...(reason === null ? [] : [reason])].join(':');
