import * as E from 'fp-ts/Either';
import type { AcceptBatch, BatchCommand, QueueChunk, SealRecipients } from './commands';
import type { BatchEvent } from './events';
import { mostInAChunk } from './manifest';
import type { BatchRejection } from './rejections';
import type { BatchState } from './state';

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

/** The rules of a batch. What it comes to is decided chunk by chunk, each in a stream of its own. */
export const decide = (command: BatchCommand, state: BatchState): Decision => {
  switch (command.type) {
    case 'AcceptBatch':
      return accept(command, state);
    case 'QueueChunk':
      return queue(command, state);
    case 'SealRecipients':
      return seal(command, state);
    case 'AbandonBatch': {
      const { batchId } = command;
      if (state.status === 'abandoned') return nothing;
      // A sealed batch may have sent something: it is carried out.
      return state.status === 'open' ? fact({ type: 'BatchAbandoned', data: { batchId } }) : notNow(batchId, state);
    }
    case 'CompleteBatch': {
      const { batchId, accepted, rejected } = command;
      if (state.status === 'completed') return nothing;
      if (state.status !== 'sealed') return notNow(batchId, state);
      const found = accepted + rejected;
      if (found !== state.count) return refuse({ _tag: 'RecipientsMissing', expected: state.count, found });
      return fact({ type: 'BatchCompleted', data: { batchId, accepted, rejected } });
    }
  }
};
