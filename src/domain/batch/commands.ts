import type { BatchAccepted, BatchChunkQueued, BatchFailure } from './events';
import type { Manifest } from './manifest';

type About = { readonly batchId: string };

export type AcceptBatch = { readonly type: 'AcceptBatch'; readonly batch: BatchAccepted['data'] };
/** Chunks come in their order, from 0. */
export type QueueChunk = BatchChunkQueued['data'] & { readonly type: 'QueueChunk' };
/** `manifest`: what whoever wrote the recipients down has counted. */
export type SealRecipients = About & { readonly type: 'SealRecipients'; readonly manifest: Manifest };

type Sums = About & { readonly accepted: number; readonly rejected: number };
/** Every chunk was processed. */
export type CompleteBatch = Sums & { readonly type: 'CompleteBatch' };
/** Every chunk of a batch that goes no further was processed or skipped. */
export type CloseBatch = Sums & { readonly type: 'CloseBatch'; readonly untold: number };

export type BatchCommand =
  | AcceptBatch
  | QueueChunk
  | SealRecipients
  | (About & { readonly type: 'AbandonBatch' | 'PauseBatch' | 'ResumeBatch' | 'CancelBatch' })
  | (About & { readonly type: 'FailBatch'; readonly reason: BatchFailure })
  | CompleteBatch
  | CloseBatch;
