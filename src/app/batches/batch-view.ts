import type { BatchFailure } from '../../domain/batch/events';
import type { ChannelStatus } from '../../domain/notification/status';
import type { Channel, DeliveryId, Instant, NotificationId, Priority, UserId } from '../../domain/shared/codecs';

export type BatchStatusShown = 'processing' | 'paused' | 'completed' | 'cancelled' | 'failed' | 'abandoned';

export type ChannelOutcomes = {
  readonly channel: Channel;
  readonly succeeded: number;
  readonly failed: number;
  readonly suppressed: number;
};

/**
 * How far a batch has come. A success is a recipient whose notification is in the ledger; what the channels made of it is
 * counted apart, in `channels`, where in-app has succeeded once it is in the ledger.
 */
export type BatchView = {
  readonly batchId: string;
  readonly templateCode: string | null;
  readonly priority: Priority;
  readonly totalUsers: number;
  readonly processedUsers: number;
  readonly successCount: number;
  readonly failureCount: number;
  /** Recipients of a batch that was cancelled or has failed whom nobody told, or will. */
  readonly untoldCount: number;
  readonly status: BatchStatusShown;
  readonly progress: number;
  /** In words, and null where nothing is known of it. */
  readonly estimatedTimeRemaining: string | null;
  readonly estimatedSecondsRemaining: number | null;
  readonly channels: ReadonlyArray<ChannelOutcomes>;
  readonly failure: BatchFailure | null;
  readonly createdAt: Instant;
  readonly completedAt: Instant | null;
};

/** A recipient whose notification was refused (`rejected`, of no channel), or not delivered on a channel in the end. */
export type FailedRecipient = {
  readonly userId: UserId;
  readonly notificationId: NotificationId | null;
  readonly deliveryId: DeliveryId | null;
  readonly channel: Channel | null;
  readonly status: 'rejected' | ChannelStatus;
  readonly reason: string | null;
  readonly at: Instant;
};

export type BatchOrder = 'pause' | 'resume' | 'cancel';
