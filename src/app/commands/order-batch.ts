import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { BatchCommand } from '../../domain/batch/commands';
import type { BatchRejection } from '../../domain/batch/rejections';
import type { AppendFailure } from '../../domain/ports/journal';
import type { BatchOrder } from '../batches/batch-view';
import { decideBatch } from '../batches/decide-batch';
import type { Commands } from '../commands';
import type { AppFailure } from '../failure';
import { actorOf } from './actor-of';
import type { CommandDeps } from './command-deps';
import { writeFailure } from './write-failure';

const commands = {
  pause: 'PauseBatch',
  resume: 'ResumeBatch',
  cancel: 'CancelBatch',
} as const satisfies Readonly<Record<BatchOrder, BatchCommand['type']>>;

const orderFailure = (failure: BatchRejection | AppendFailure): AppFailure => {
  switch (failure._tag) {
    case 'BatchNotInState':
      return failure.status === 'unknown'
        ? { _tag: 'NotFound' }
        : { _tag: 'WrongState', detail: `The batch is ${failure.status}.` };
    case 'BatchDiffers':
    case 'ChunkOutOfTurn':
    case 'ChunkSize':
    case 'ManifestDiffers':
    case 'RecipientsMissing':
      throw new Error(`An order to a batch was refused as ${failure._tag}`);
    default:
      return writeFailure(failure);
  }
};

/** Takes effect between chunks: what was begun is finished. The same again changes nothing. */
export const orderBatch =
  (deps: CommandDeps): Commands['orderBatch'] =>
  (caller, batchId, order) =>
    pipe(
      decideBatch(deps)({ type: commands[order], batchId }, { causeId: deps.ids.random(), actor: actorOf(caller) }),
      TE.bimap(orderFailure, (position) => ({ value: undefined, position, replayed: false })),
    );
