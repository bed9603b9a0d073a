import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { batch } from '../../domain/batch';
import { batchEvents } from '../../domain/batch/events';
import { batchStream, chunkRevision } from '../../domain/batch/names';
import type { BatchRejection } from '../../domain/batch/rejections';
import type { AppendFailure } from '../../domain/ports/journal';
import type { Position } from '../../domain/shared/stored-event';
import type { BatchRow } from '../../projections/batches/row';
import { execute } from '../commands/execute';
import { readHistory } from '../commands/read-history';
import { retryConflicts } from '../commands/retry-conflicts';
import { batchActor, type BatchDeps } from './batch-deps';

type Sums = Pick<BatchRow, 'batchId' | 'chunks' | 'accepted' | 'rejected'>;

/** Says that every recipient of a batch is accounted for. What comes before its seal is not read again. */
export const completeBatch =
  ({ journal, writer, clock }: Pick<BatchDeps, 'journal' | 'writer' | 'clock'>) =>
  ({ batchId, chunks, accepted, rejected }: Sums): TE.TaskEither<BatchRejection | AppendFailure, Position> => {
    const stream = batchStream(batchId);
    return pipe(
      execute(writer)({
        stream,
        history: readHistory(journal, stream, { from: chunkRevision(chunks) }),
        decider: batch,
        codecs: batchEvents,
        command: { type: 'CompleteBatch', batchId, accepted, rejected },
        cause: { id: `completed:${batchId}`, actor: batchActor, correlationId: batchId, at: clock.now() },
      }),
      TE.map(({ appended, history }) => appended?.position ?? history.at(-1)?.position ?? 0n),
      retryConflicts,
    );
  };
