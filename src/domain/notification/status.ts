import * as t from 'io-ts';
import type { DeliveryEvent } from '../delivery/events';
import type { Channel, Instant } from '../shared/codecs';

export const ChannelStatus = t.keyof(
  { pending: null, deferred: null, retrying: null, succeeded: null, failed: null, suppressed: null },
  'ChannelStatus',
);
export type ChannelStatus = t.TypeOf<typeof ChannelStatus>;
export type NotificationStatus = 'requested' | 'completed' | 'partly-failed' | 'failed' | 'cancelled' | 'expired';

/** A channel before anything was tried; `due` as `deliveriesOf` plans it. In-app has succeeded once it is stored. */
export const firstChannelStatus = (channel: Channel, due: Instant | undefined, at: Instant): ChannelStatus => {
  if (due === undefined) return channel === 'websocket' ? 'succeeded' : 'pending';
  return due > at ? 'deferred' : 'pending';
};

/** A channel after an event of its delivery. What was delivered stays delivered, whatever is said afterwards. */
export const channelStatusAfter = (before: ChannelStatus, event: DeliveryEvent): ChannelStatus => {
  if (before === 'succeeded') return before;
  switch (event.type) {
    case 'DeliverySuppressed':
      return 'suppressed';
    case 'DeliveryDeferred':
      return 'deferred';
    case 'DeliveryAttemptStarted':
      return before === 'deferred' ? 'pending' : before;
    case 'DeliveryAttemptSucceeded':
      return 'succeeded';
    case 'DeliveryAttemptFailed':
    case 'DeliveryRetryOrdered':
      return 'retrying';
    case 'DeliveryExhausted':
      return 'failed';
    case 'DeliveryAbandoned':
      return event.data.why === 'cancelled' ? 'suppressed' : 'failed';
    case 'DeliveryOutcomeLearned':
      return event.data.outcome === 'succeeded' ? 'succeeded' : before;
    case 'DeliveryReceiptReceived':
      return before;
  }
};

export type StatusFacts = {
  readonly cancelled: boolean;
  readonly expired: boolean;
  readonly channels: ReadonlyArray<ChannelStatus>;
};

const unfinished: ReadonlyArray<ChannelStatus> = ['pending', 'deferred', 'retrying'];

/** Whether it was read or archived does not matter here. */
export const notificationStatus = ({ cancelled, expired, channels }: StatusFacts): NotificationStatus => {
  const every = (status: ChannelStatus) => channels.every((channel) => channel === status);
  if (cancelled) return 'cancelled';
  if (expired && !every('succeeded')) return 'expired';
  if (channels.some((channel) => unfinished.includes(channel))) return 'requested';
  if (!channels.includes('failed')) return 'completed';
  return channels.includes('succeeded') ? 'partly-failed' : 'failed';
};
