import type { TaskEither } from 'fp-ts/TaskEither';
import type { BatchRejection } from '../../domain/batch/rejections';
import type { AppendFailure } from '../../domain/ports/journal';
import type { Position } from '../../domain/shared/stored-event';
import type { BatchRow } from '../../projections/batches/row';
import { batchActor } from './batch-deps';
import { decideBatch, type DecidingOnBatches } from './decide-batch';

export type Summed = Pick<BatchRow, 'batchId' | 'status' | 'accepted' | 'rejected' | 'untold'>;

/** Says what a batch came to, once no chunk is left: every recipient is accounted for. */
export const sumUpBatch =
  (deps: DecidingOnBatches) =>
  ({ batchId, status, accepted, rejected, untold }: Summed): TaskEither<BatchRejection | AppendFailure, Position> => {
    const goesNoFurther = status === 'cancelled' || status === 'failed';
    const sums = { batchId, accepted, rejected };
    return goesNoFurther
      ? decideBatch(deps)({ type: 'CloseBatch', ...sums, untold }, { causeId: `closed:${batchId}`, actor: batchActor })
      : decideBatch(deps)({ type: 'CompleteBatch', ...sums }, { causeId: `completed:${batchId}`, actor: batchActor });
  };
