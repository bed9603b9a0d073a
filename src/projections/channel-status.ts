import * as t from 'io-ts';
import type { DeliveryEvent } from '../domain/delivery/events';

export const ChannelStatus = t.keyof(
  { pending: null, deferred: null, retrying: null, succeeded: null, failed: null, suppressed: null },
  'ChannelStatus',
);
export type ChannelStatus = t.TypeOf<typeof ChannelStatus>;

/** How a channel stands after an event of its delivery. A late word that it succeeded counts even after a final event. */
export const channelStatusAfter = (status: ChannelStatus, event: DeliveryEvent): ChannelStatus => {
  switch (event.type) {
    case 'DeliverySuppressed':
      return 'suppressed';
    case 'DeliveryDeferred':
      return 'deferred';
    case 'DeliveryAttemptStarted':
      return status === 'deferred' ? 'pending' : status;
    case 'DeliveryAttemptSucceeded':
      return 'succeeded';
    case 'DeliveryAttemptFailed':
      return 'retrying';
    case 'DeliveryExhausted':
    case 'DeliveryAbandoned':
      return 'failed';
    case 'DeliveryOutcomeLearned':
      return event.data.outcome === 'succeeded' ? 'succeeded' : status;
    case 'DeliveryReceiptReceived':
      return status;
    case 'DeliveryRetryOrdered':
      return 'pending';
  }
};
