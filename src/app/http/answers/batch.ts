import * as t from 'io-ts';
import { BatchFailure } from '../../../domain/batch/events';
import { ChannelStatus } from '../../../domain/notification/status';
import { Channel, nullable, Priority } from '../../../domain/shared/codecs';
import type { BatchView, FailedRecipient } from '../../batches/batch-view';
import { closedObject } from '../codecs/closed-object';
import { withSchema } from '../codecs/documented';
import { DeliveryId, NotificationId, UserId } from '../codecs/identifiers';
import { Instant } from '../codecs/instants';
import { WholeCount } from './count';

const Percent = withSchema(
  t.refinement(t.number, (value) => value >= 0 && value <= 100, 'Percent'),
  'a percentage with one decimal',
  { type: 'number', minimum: 0, maximum: 100 },
);

const Status = t.keyof(
  { processing: null, paused: null, completed: null, cancelled: null, failed: null, abandoned: null },
  'BatchStatus',
);

const Outcomes = closedObject(
  'ChannelOutcomes',
  { channel: Channel, succeeded: WholeCount, failed: WholeCount, suppressed: WholeCount },
  {},
);

export const Batch: t.Type<BatchView, unknown> = closedObject(
  'Batch',
  {
    batchId: t.string,
    templateCode: nullable(t.string),
    priority: Priority,
    totalUsers: WholeCount,
    processedUsers: WholeCount,
    successCount: WholeCount,
    failureCount: WholeCount,
    untoldCount: WholeCount,
    status: Status,
    progress: Percent,
    estimatedTimeRemaining: nullable(t.string),
    estimatedSecondsRemaining: nullable(WholeCount),
    channels: t.readonlyArray(Outcomes),
    failure: nullable(BatchFailure),
    createdAt: Instant,
    completedAt: nullable(Instant),
  },
  {},
);

export const Failed: t.Type<FailedRecipient, unknown> = closedObject(
  'FailedRecipient',
  {
    userId: UserId,
    notificationId: nullable(NotificationId),
    deliveryId: nullable(DeliveryId),
    channel: nullable(Channel),
    status: t.union([t.literal('rejected'), ChannelStatus]),
    reason: nullable(t.string),
    at: Instant,
  },
  {},
);
