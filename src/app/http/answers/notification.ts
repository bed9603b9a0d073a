/** What is answered about notifications, bound to the types that the queries answer. */
import * as t from 'io-ts';
import { Channel, nullable, Priority } from '../../../domain/shared/codecs';
import type { RequestAnswer } from '../../commands';
import type * as queries from '../../queries';
import { closedObject } from '../codecs/closed-object';
import { Code, DeliveryId, NotificationId, UserId } from '../codecs/identifiers';
import { Instant } from '../codecs/instants';
import { AnyJsonObject } from '../codecs/json-object';
import { WholeCount } from './count';

const NotificationStatus = t.keyof(
  { requested: null, completed: null, 'partly-failed': null, failed: null, cancelled: null, expired: null },
  'NotificationStatus',
);
const ChannelStatus = t.keyof(
  { pending: null, deferred: null, retrying: null, succeeded: null, failed: null, suppressed: null },
  'ChannelStatus',
);

export const Requested: t.Type<RequestAnswer, unknown> = closedObject(
  'Requested',
  { id: NotificationId, status: t.literal('requested'), channels: t.readonlyArray(Channel), createdAt: Instant },
  {},
);

const ChannelState = closedObject('ChannelState', { channel: Channel, status: ChannelStatus }, { pushedAt: Instant });

export const notificationFields = {
  id: NotificationId,
  userId: UserId,
  type: Code,
  title: nullable(t.string),
  body: nullable(t.string),
  data: nullable(AnyJsonObject),
  priority: Priority,
  status: NotificationStatus,
  createdAt: Instant,
  sendAt: nullable(Instant),
  expiresAt: nullable(Instant),
  readAt: nullable(Instant),
  archivedAt: nullable(Instant),
  channels: t.readonlyArray(ChannelState),
};

export const Notification: t.Type<queries.InboxItem, unknown> = closedObject('Notification', notificationFields, {});

const Attempt = closedObject(
  'Attempt',
  {
    number: WholeCount,
    provider: t.string,
    startedAt: Instant,
    endedAt: nullable(Instant),
    outcome: t.keyof({ open: null, succeeded: null, failed: null, unknown: null }),
    reason: nullable(t.string),
    lasting: t.boolean,
  },
  {},
);

export const Delivery: t.Type<queries.DeliveryView, unknown> = closedObject(
  'Delivery',
  {
    id: DeliveryId,
    notificationId: NotificationId,
    channel: Channel,
    status: ChannelStatus,
    round: WholeCount,
    why: nullable(t.string),
    nextTryAt: nullable(Instant),
    attempts: t.readonlyArray(Attempt),
  },
  {},
);

export const WaitingRetry: t.Type<queries.WaitingRetry, unknown> = closedObject(
  'WaitingRetry',
  {
    deliveryId: DeliveryId,
    notificationId: NotificationId,
    userId: UserId,
    channel: Channel,
    priority: Priority,
    attempts: WholeCount,
    reason: nullable(t.string),
    nextTryAt: Instant,
  },
  {},
);

export const Cancelled = closedObject('Cancelled', { id: NotificationId, status: t.literal('cancelled') }, {});
