import * as t from 'io-ts';
import {
  Channel,
  DeliveryId,
  Instant,
  NotificationId,
  nullable,
  Priority,
  type Priority as PriorityName,
  UserId,
  Whole,
} from '../../domain/shared/codecs';
import type { RowKey, ViewId } from '../../domain/shared/view';

export const outstandingView: ViewId = { name: 'outstanding', version: 1 };

/**
 * A delivery that still needs a step. `settled`: it needs none at present and is in no list; the row stays, since an
 * order to try again names neither priority nor expiry.
 */
export const OutstandingRow = t.strict(
  {
    deliveryId: DeliveryId,
    notificationId: NotificationId,
    userId: UserId,
    channel: Channel,
    priority: Priority,
    /** When its next step is due; of a started attempt, the end of its owner's time. */
    due: Instant,
    state: t.keyof({ waiting: null, started: null, settled: null }),
    /** The process incarnation that owns the started attempt. */
    by: nullable(t.string),
    attempts: Whole,
    /** Why it waits: the last failure's reason, or the deferral's. */
    reason: nullable(t.string),
    /** It waits for another try after a failure. */
    retrying: t.boolean,
    expiresAt: nullable(Instant),
    /** Of the request, a decimal text: first come, first served. */
    position: t.string,
  },
  'OutstandingRow',
);
export type OutstandingRow = t.TypeOf<typeof OutstandingRow>;

export const outstandingKey = (id: DeliveryId): RowKey => ({ table: 'delivery', key: id });

/** Sorted by due time. */
export const dueIndex = (priority: PriorityName): string => `due/${priority}`;
/** Sorted by due time: the open attempts. */
export const startedIndex = 'started';
/** Sorted by due time: what waits for another try. */
export const retryingIndex = 'retrying';
/** Sorted by expiry: what is outstanding and expires. */
export const expiringIndex = 'expiring';
