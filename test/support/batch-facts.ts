import type { BatchAccepted, BatchChunkProcessed, BatchEvent } from '../../src/domain/batch/events';
import { emptyManifest, type Manifest, withChunk } from '../../src/domain/batch/manifest';
import type { UserId } from '../../src/domain/shared/codecs';
import { enUS, sealed, zhCN } from './vocabulary';

export const batchId = 'b-1';

export const acceptance: BatchAccepted['data'] = {
  batchId,
  by: 'p-1',
  origin: { kind: 'platform', id: 'system.update:event:e-1' },
  fingerprint: 'f-1',
  templates: [
    { code: 'system.update', locale: zhCN, version: 1 },
    { code: 'system.update', locale: enUS, version: 1 },
  ],
  channels: ['websocket'],
  priority: 'P3',
  expiresAt: null,
  bypasses: [],
  personal: sealed,
};
export const accepted: BatchAccepted = { type: 'BatchAccepted', data: acceptance };

export const recipients = (...userIds: ReadonlyArray<string>): ReadonlyArray<{ readonly userId: UserId }> =>
  userIds.map((userId) => ({ userId: userId as UserId }));

export const manifestOf = (...chunks: ReadonlyArray<ReadonlyArray<string>>): Manifest =>
  chunks.reduce((manifest, chunk) => withChunk(manifest, recipients(...chunk)), emptyManifest);

export const queued = (index: number, ...userIds: ReadonlyArray<string>): BatchEvent => ({
  type: 'BatchChunkQueued',
  data: { batchId, index, recipients: recipients(...userIds) },
});
export const sealedWith = (manifest: Manifest): BatchEvent => ({
  type: 'BatchRecipientsSealed',
  data: { batchId, ...manifest },
});
export const abandoned: BatchEvent = { type: 'BatchAbandoned', data: { batchId } };

export const processed = (
  index: number,
  accepted: number,
  rejected: BatchChunkProcessed['data']['rejected'] = [],
): BatchEvent => ({ type: 'BatchChunkProcessed', data: { batchId, index, accepted, rejected } });

export const completed = (accepted: number, rejected: number): BatchEvent => ({
  type: 'BatchCompleted',
  data: { batchId, accepted, rejected },
});

const simple = (type: 'BatchPaused' | 'BatchResumed' | 'BatchCancelled'): BatchEvent => ({ type, data: { batchId } });
export const paused = simple('BatchPaused');
export const resumed = simple('BatchResumed');
export const cancelled = simple('BatchCancelled');
export const failed: BatchEvent = { type: 'BatchFailed', data: { batchId, reason: 'content-unreadable' } };

export const skipped = (index: number, untold: number): BatchEvent => ({
  type: 'BatchChunkSkipped',
  data: { batchId, index, untold },
});
export const closed = (accepted: number, rejected: number, untold: number): BatchEvent => ({
  type: 'BatchClosed',
  data: { batchId, accepted, rejected, untold },
});
