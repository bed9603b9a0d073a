import { batch } from '../../../src/domain/batch';
import type { BatchCommand } from '../../../src/domain/batch/commands';
import {
  abandoned,
  accepted,
  acceptance,
  batchId,
  completed,
  manifestOf,
  queued,
  recipients,
  sealedWith,
} from '../../support/batch-facts';
import { specification } from '../../support/specification';

const { given } = specification(batch);
const accept: BatchCommand = { type: 'AcceptBatch', batch: acceptance };
const queue = (index: number, ...userIds: ReadonlyArray<string>): BatchCommand => ({
  type: 'QueueChunk',
  batchId,
  index,
  recipients: recipients(...userIds),
});
const seal = (...chunks: ReadonlyArray<ReadonlyArray<string>>): BatchCommand => ({
  type: 'SealRecipients',
  batchId,
  manifest: manifestOf(...chunks),
});
const abandon: BatchCommand = { type: 'AbandonBatch', batchId };
const complete = (ok: number, rejected: number): BatchCommand => ({
  type: 'CompleteBatch',
  batchId,
  accepted: ok,
  rejected,
});
const written = [accepted, queued(0, 'u-1', 'u-2'), queued(1, 'u-3')];
const whole = manifestOf(['u-1', 'u-2'], ['u-3']);

describe('a batch', () => {
  it('is accepted once', () => {
    given().when(accept).then(accepted);
    given(accepted).when(accept).thenNothing();
    given(...written, sealedWith(whole))
      .when(accept)
      .thenNothing();
  });

  it('is another one where its origin asks for something else', () => {
    const other: BatchCommand = { type: 'AcceptBatch', batch: { ...acceptance, fingerprint: 'f-2' } };
    given(accepted).when(other).thenRejected({ _tag: 'BatchDiffers', batchId });
  });

  it('takes its recipients chunk by chunk, in order', () => {
    given(accepted).when(queue(0, 'u-1')).then(queued(0, 'u-1'));
    given(accepted).when(queue(1, 'u-1')).thenRejected({ _tag: 'ChunkOutOfTurn', expected: 0 });
    given(...written)
      .when(queue(1, 'u-3'))
      .thenRejected({ _tag: 'ChunkOutOfTurn', expected: 2 });
  });

  it('takes from 1 to 100 of them at once', () => {
    const many = (count: number) => Array.from({ length: count }, (_, i) => `u-${String(i)}`);
    given(accepted).when(queue(0)).thenRejected({ _tag: 'ChunkSize', recipients: 0 });
    given(accepted)
      .when(queue(0, ...many(100)))
      .then(queued(0, ...many(100)));
    given(accepted)
      .when(queue(0, ...many(101)))
      .thenRejected({ _tag: 'ChunkSize', recipients: 101 });
  });

  it('is sealed with what was written down, and nothing else', () => {
    given(...written)
      .when(seal(['u-1', 'u-2'], ['u-3']))
      .then(sealedWith(whole));
    for (const other of [
      seal(['u-1', 'u-2']),
      seal(['u-1'], ['u-2', 'u-3']),
      seal(['u-2', 'u-1'], ['u-3']),
      seal(['u-1', 'u-2'], ['u-4']),
    ])
      given(...written)
        .when(other)
        .thenRejected({ _tag: 'ManifestDiffers', batchId });
  });

  it('may have nobody to tell', () => {
    given(accepted).when(seal()).then(sealedWith(manifestOf()));
    given(accepted, sealedWith(manifestOf())).when(complete(0, 0)).then(completed(0, 0));
  });

  it('takes nobody more after its seal', () => {
    given(...written, sealedWith(whole))
      .when(queue(2, 'u-4'))
      .thenRejected({ _tag: 'BatchNotInState', batchId, status: 'sealed' });
  });

  it('is abandoned before its seal only, once', () => {
    given(...written)
      .when(abandon)
      .then(abandoned);
    given(...written, abandoned)
      .when(abandon)
      .thenNothing();
    given(...written, sealedWith(whole))
      .when(abandon)
      .thenRejected({ _tag: 'BatchNotInState', batchId, status: 'sealed' });
    given(...written, abandoned)
      .when(seal(['u-1', 'u-2'], ['u-3']))
      .thenRejected({ _tag: 'BatchNotInState', batchId, status: 'abandoned' });
  });

  it('is completed once every recipient is accounted for', () => {
    given(...written, sealedWith(whole))
      .when(complete(2, 1))
      .then(completed(2, 1));
    given(...written, sealedWith(whole), completed(2, 1))
      .when(complete(2, 1))
      .thenNothing();
    given(...written, sealedWith(whole))
      .when(complete(2, 0))
      .thenRejected({ _tag: 'RecipientsMissing', expected: 3, found: 2 });
    given(...written)
      .when(complete(2, 1))
      .thenRejected({ _tag: 'BatchNotInState', batchId, status: 'open' });
  });

  it('is known from its seal on without its recipients', () => {
    given(sealedWith(whole)).when(complete(3, 0)).then(completed(3, 0));
  });
});
