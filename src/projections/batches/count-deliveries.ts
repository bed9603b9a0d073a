import type { DeliveryEvent } from '../../domain/delivery/events';
import { outcomeUnknown } from '../../domain/delivery/outcome-unknown';
import { type ChannelStatus, channelStatusAfter } from '../../domain/notification/status';
import type { Instant } from '../../domain/shared/codecs';
import type { BatchRow, Delivered, OutcomeRow } from './row';

export type Counted = 'email' | 'sms' | 'push';

const isCounted = (status: ChannelStatus): status is keyof Delivered =>
  status === 'succeeded' || status === 'failed' || status === 'suppressed';

const withCount = (counts: Delivered, status: ChannelStatus, change: 1 | -1): Delivered =>
  isCounted(status) ? { ...counts, [status]: counts[status] + change } : counts;

const statusOf = (known: OutcomeRow | undefined): ChannelStatus =>
  known === undefined || known.status === 'rejected' ? 'pending' : known.status;

/** After an unknown outcome there may be two successes, and after a failure an order to try again: these are remembered. */
const isRemembered = (known: OutcomeRow | undefined, status: ChannelStatus, event: DeliveryEvent): boolean =>
  known !== undefined ||
  status === 'failed' ||
  status === 'suppressed' ||
  (event.type === 'DeliveryAttemptFailed' && event.data.reason === outcomeUnknown);

export type AfterDelivery = {
  /** Undefined: nothing about it is remembered. */
  readonly outcome: OutcomeRow | undefined;
  readonly counts: (delivered: BatchRow['delivered']) => BatchRow['delivered'];
};

/** What an event of a member's delivery says of it. Undefined: nothing that counts. */
export const afterDelivery = (
  batchId: string,
  known: OutcomeRow | undefined,
  event: DeliveryEvent,
  at: Instant,
): AfterDelivery | undefined => {
  const { channel, deliveryId, notificationId, userId } = event.data;
  if (channel === 'websocket') return undefined;
  const before = statusOf(known);
  const status = channelStatusAfter(before, event);
  const remembered = isRemembered(known, status, event);
  if (status === before && (known !== undefined || !remembered)) return undefined;
  const why = 'why' in event.data ? event.data.why : null;
  const about = { batchId, userId, notificationId, deliveryId, channel };
  return {
    outcome: remembered ? { ...about, status, why, at } : undefined,
    counts: (delivered) => ({
      ...delivered,
      [channel]: withCount(withCount(delivered[channel], before, -1), status, 1),
    }),
  };
};
