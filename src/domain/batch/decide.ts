import * as E from 'fp-ts/Either';
import type { AcceptBatch, BatchCommand, CloseBatch, CompleteBatch, QueueChunk, SealRecipients } from './commands';
import type { BatchEvent } from './events';
import { mostInAChunk } from './manifest';
import type { BatchRejection } from './rejections';
import { type BatchState, isSealed } from './state';

type Decision = E.Either<BatchRejection, ReadonlyArray<BatchEvent>>;

const nothing: Decision = E.right([]);
const fact = (event: BatchEvent): Decision => E.right([event]);
const refuse = (rejection: BatchRejection): Decision => E.left(rejection);
const notNow = (batchId: string, { status }: BatchState): Decision =>
  refuse({ _tag: 'BatchNotInState', batchId, status });

const accept = ({ batch }: AcceptBatch, state: BatchState): Decision => {
  if (state.status === 'unknown') return fact({ type: 'BatchAccepted', data: batch });
  const { batchId, fingerprint } = batch;
  return state.fingerprint === fingerprint ? nothing : refuse({ _tag: 'BatchDiffers', batchId });
};

const queue = ({ type: _, ...data }: QueueChunk, state: BatchState): Decision => {
  if (state.status !== 'open') return notNow(data.batchId, state);
  const expected = state.manifest.chunks;
  if (data.index !== expected) return refuse({ _tag: 'ChunkOutOfTurn', expected });
  const recipients = data.recipients.length;
  if (recipients < 1 || recipients > mostInAChunk) return refuse({ _tag: 'ChunkSize', recipients });
  return fact({ type: 'BatchChunkQueued', data });
};

const seal = ({ batchId, manifest }: SealRecipients, state: BatchState): Decision => {
  if (state.status !== 'open') return notNow(batchId, state);
  const { chunks, count, digest } = state.manifest;
  const isSame = manifest.chunks === chunks && manifest.count === count && manifest.digest === digest;
  if (!isSame) return refuse({ _tag: 'ManifestDiffers', batchId });
  return fact({ type: 'BatchRecipientsSealed', data: { batchId, chunks, count, digest } });
};

// A sealed batch may have sent something: it is carried out.
const abandon = (batchId: string, state: BatchState): Decision => {
  if (state.status === 'abandoned') return nothing;
  return state.status === 'open' ? fact({ type: 'BatchAbandoned', data: { batchId } }) : notNow(batchId, state);
};

/** Whether chunks are being told, or wait to be. */
const isUnderWay = ({ status }: BatchState): boolean => status === 'sealed' || status === 'paused';

/** An order to a batch that is under way; where it stands so already, nothing is to be said. */
const order = (event: Extract<BatchEvent, { readonly type: keyof typeof standing }>, state: BatchState): Decision => {
  if (state.status === standing[event.type]) return nothing;
  return isUnderWay(state) ? fact(event) : notNow(event.data.batchId, state);
};
const standing = {
  BatchPaused: 'paused',
  BatchResumed: 'sealed',
  BatchCancelled: 'cancelled',
  BatchFailed: 'failed',
} as const;

const complete = ({ batchId, accepted, rejected }: CompleteBatch, state: BatchState): Decision => {
  if (state.status === 'completed') return nothing;
  // One that is paused may have had its last chunks in hand.
  if (!isSealed(state) || !isUnderWay(state)) return notNow(batchId, state);
  const found = accepted + rejected;
  if (found !== state.count) return refuse({ _tag: 'RecipientsMissing', expected: state.count, found });
  return fact({ type: 'BatchCompleted', data: { batchId, accepted, rejected } });
};

const close = ({ type: _, ...data }: CloseBatch, state: BatchState): Decision => {
  if (state.status !== 'cancelled' && state.status !== 'failed') return notNow(data.batchId, state);
  if (state.closed) return nothing;
  const found = data.accepted + data.rejected + data.untold;
  if (found !== state.count) return refuse({ _tag: 'RecipientsMissing', expected: state.count, found });
  return fact({ type: 'BatchClosed', data });
};

/** The rules of a batch. What it comes to is decided chunk by chunk, each in a stream of its own. */
export const decide = (command: BatchCommand, state: BatchState): Decision => {
  switch (command.type) {
    case 'AcceptBatch':
      return accept(command, state);
    case 'QueueChunk':
      return queue(command, state);
    case 'SealRecipients':
      return seal(command, state);
    case 'AbandonBatch':
      return abandon(command.batchId, state);
    case 'PauseBatch':
      return order({ type: 'BatchPaused', data: { batchId: command.batchId } }, state);
    case 'ResumeBatch':
      return order({ type: 'BatchResumed', data: { batchId: command.batchId } }, state);
    case 'CancelBatch':
      return order({ type: 'BatchCancelled', data: { batchId: command.batchId } }, state);
    case 'FailBatch':
      return order({ type: 'BatchFailed', data: { batchId: command.batchId, reason: command.reason } }, state);
    case 'CompleteBatch':
      return complete(command, state);
    case 'CloseBatch':
      return close(command, state);
  }
};
