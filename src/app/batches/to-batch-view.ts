import type { Channel } from '../../domain/shared/codecs';
import { percentOf, secondsLeft } from '../../projections/batches/estimate';
import { processedOf } from '../../projections/batches/mark-progress';
import type { BatchRow, OutcomeRow } from '../../projections/batches/row';
import type { BatchView, ChannelOutcomes, FailedRecipient } from './batch-view';
import { timeInWords } from './time-in-words';

const outcomesOf = ({ accepted, delivered }: BatchRow, channel: Channel): ChannelOutcomes =>
  channel === 'websocket'
    ? { channel, succeeded: accepted, failed: 0, suppressed: 0 }
    : { channel, ...delivered[channel] };

export const toBatchView = (row: BatchRow): BatchView => {
  const { batchId, templateCode, priority, count, accepted, rejected, untold, status } = row;
  const left = secondsLeft(row);
  return {
    ...{ batchId, templateCode, priority },
    totalUsers: count,
    processedUsers: processedOf(row),
    successCount: accepted,
    failureCount: rejected,
    untoldCount: untold,
    status: status === 'accepting' ? 'processing' : status,
    progress: percentOf(row),
    estimatedTimeRemaining: left === undefined ? null : timeInWords(left),
    estimatedSecondsRemaining: left ?? null,
    channels: row.channels.map((channel) => outcomesOf(row, channel)),
    failure: row.failure,
    createdAt: row.createdAt,
    completedAt: row.endedAt,
  };
};

export const toFailedRecipient = ({ batchId: _batch, why, ...row }: OutcomeRow): FailedRecipient => ({
  ...row,
  reason: why,
});
