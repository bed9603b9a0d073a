import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { batch } from '../../domain/batch';
import type { BatchCommand } from '../../domain/batch/commands';
import { batchEvents } from '../../domain/batch/events';
import { batchStream } from '../../domain/batch/names';
import type { BatchRejection } from '../../domain/batch/rejections';
import type { AppendFailure } from '../../domain/ports/journal';
import type { Actor } from '../../domain/shared/recorded';
import type { Position } from '../../domain/shared/stored-event';
import { execute } from '../commands/execute';
import { retryConflicts } from '../commands/retry-conflicts';
import type { BatchDeps } from './batch-deps';
import { readEnds } from './read-ends';

export type DecidingOnBatches = Pick<BatchDeps, 'journal' | 'writer' | 'clock'>;
type LaterCommand = Exclude<BatchCommand, { readonly type: 'AcceptBatch' | 'QueueChunk' | 'SealRecipients' }>;

/** One decision on a batch whose recipients are not looked at. Answers with the place of what made it so. */
export const decideBatch =
  ({ journal, writer, clock }: DecidingOnBatches) =>
  (
    command: LaterCommand,
    by: { readonly causeId: string; readonly actor: Actor },
  ): TE.TaskEither<BatchRejection | AppendFailure, Position> => {
    const { batchId } = command;
    return pipe(
      execute(writer)({
        stream: batchStream(batchId),
        history: pipe(
          readEnds(journal, batchId),
          TE.map(({ history }) => history),
        ),
        decider: batch,
        codecs: batchEvents,
        command,
        cause: { id: by.causeId, actor: by.actor, correlationId: batchId, at: clock.now() },
      }),
      TE.map(({ appended, history }) => appended?.position ?? history.at(-1)?.position ?? 0n),
      retryConflicts,
    );
  };
