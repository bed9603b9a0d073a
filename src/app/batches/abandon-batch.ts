import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { batch } from '../../domain/batch';
import { batchEvents } from '../../domain/batch/events';
import { batchStream } from '../../domain/batch/names';
import type { BatchRejection } from '../../domain/batch/rejections';
import type { AppendFailure } from '../../domain/ports/journal';
import type { Position } from '../../domain/shared/stored-event';
import { execute } from '../commands/execute';
import { retryConflicts } from '../commands/retry-conflicts';
import { batchActor, type BatchDeps } from './batch-deps';
import { readEnds } from './read-ends';

/** Ends a batch whose recipients nobody writes down any more. Nothing of it was sent. */
export const abandonBatch =
  ({ journal, writer, clock }: Pick<BatchDeps, 'journal' | 'writer' | 'clock'>) =>
  (batchId: string): TE.TaskEither<BatchRejection | AppendFailure, Position> =>
    pipe(
      execute(writer)({
        stream: batchStream(batchId),
        history: pipe(
          readEnds(journal, batchId),
          TE.map(({ history }) => history),
        ),
        decider: batch,
        codecs: batchEvents,
        command: { type: 'AbandonBatch', batchId },
        cause: { id: `abandoned:${batchId}`, actor: batchActor, correlationId: batchId, at: clock.now() },
      }),
      TE.map(({ appended, history }) => appended?.position ?? history.at(-1)?.position ?? 0n),
      retryConflicts,
    );
