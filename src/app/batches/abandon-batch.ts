import type { TaskEither } from 'fp-ts/TaskEither';
import type { BatchRejection } from '../../domain/batch/rejections';
import type { AppendFailure } from '../../domain/ports/journal';
import type { Position } from '../../domain/shared/stored-event';
import { batchActor } from './batch-deps';
import { decideBatch, type DecidingOnBatches } from './decide-batch';

/** Ends a batch whose recipients nobody writes down any more. Nothing of it was sent. */
export const abandonBatch =
  (deps: DecidingOnBatches) =>
  (batchId: string): TaskEither<BatchRejection | AppendFailure, Position> =>
    decideBatch(deps)({ type: 'AbandonBatch', batchId }, { causeId: `abandoned:${batchId}`, actor: batchActor });
