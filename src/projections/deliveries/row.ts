import * as t from 'io-ts';
import { Channel, DeliveryId, Instant, NotificationId, nullable, UserId, Whole } from '../../domain/shared/codecs';
import type { RowKey, ViewId } from '../../domain/shared/view';
import { ChannelStatus } from '../../domain/notification/status';

export const deliveriesView: ViewId = { name: 'deliveries', version: 2 };

const AttemptRow = t.strict(
  {
    number: Whole,
    provider: t.string,
    startedAt: Instant,
    endedAt: nullable(Instant),
    outcome: t.keyof({ open: null, succeeded: null, failed: null, unknown: null }),
    reason: nullable(t.string),
    lasting: t.boolean,
  },
  'AttemptRow',
);
export type AttemptRow = t.TypeOf<typeof AttemptRow>;

/** One channel's whole life: every attempt of every round. */
export const DeliveryRow = t.strict(
  {
    deliveryId: DeliveryId,
    notificationId: NotificationId,
    userId: UserId,
    channel: Channel,
    status: ChannelStatus,
    /** Counted from 1. */
    round: Whole,
    /** The reason of a suppression, deferral, failure, exhaustion or abandonment. */
    why: nullable(t.string),
    nextTryAt: nullable(Instant),
    attempts: t.readonlyArray(AttemptRow),
  },
  'DeliveryRow',
);
export type DeliveryRow = t.TypeOf<typeof DeliveryRow>;

export const deliveryKey = (id: DeliveryId): RowKey => ({ table: 'delivery', key: id });
