import type { BatchAccepted, BatchChunkQueued } from './events';
import type { Manifest } from './manifest';

type About = { readonly batchId: string };

export type AcceptBatch = { readonly type: 'AcceptBatch'; readonly batch: BatchAccepted['data'] };
/** Chunks come in their order, from 0. */
export type QueueChunk = BatchChunkQueued['data'] & { readonly type: 'QueueChunk' };
/** `manifest`: what whoever wrote the recipients down has counted. */
export type SealRecipients = About & { readonly type: 'SealRecipients'; readonly manifest: Manifest };

export type BatchCommand =
  | AcceptBatch
  | QueueChunk
  | SealRecipients
  | (About & { readonly type: 'AbandonBatch' })
  | (About & { readonly type: 'CompleteBatch'; readonly accepted: number; readonly rejected: number });
