import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { BatchChunkSkipped } from '../../domain/batch/events';
import { batchStream, chunkRevision, chunkStream } from '../../domain/batch/names';
import type { AppendFailure } from '../../domain/ports/journal';
import type { Position } from '../../domain/shared/stored-event';
import type { BatchRow } from '../../projections/batches/row';
import { inParallel } from '../commands/in-parallel';
import { readHistory } from '../commands/read-history';
import { toNewEvents } from '../commands/to-new-events';
import { batchActor } from './batch-deps';
import type { DecidingOnBatches } from './decide-batch';

/** So many chunks, with all their recipients, are read at once. */
const AT_ONCE = 32;

const skip =
  ({ writer, clock }: DecidingOnBatches) =>
  ({ batchId, index, untold }: BatchChunkSkipped['data']): TE.TaskEither<AppendFailure, Position> => {
    const stream = chunkStream(batchId, index);
    const cause = { id: `skipped:${batchId}`, actor: batchActor, correlationId: batchId, at: clock.now() };
    const event: BatchChunkSkipped = { type: 'BatchChunkSkipped', data: { batchId, index, untold } };
    return pipe(
      writer.append({ stream, expected: 'no-stream', events: toNewEvents(writer.namespace, stream, cause, [event]) }),
      TE.map(({ position }) => position),
      // A worker had it in hand and was first: it stands, and is counted.
      TE.orElse((failure) => (failure._tag === 'Conflict' ? TE.right(0n) : TE.left(failure))),
    );
  };

type Halted = Pick<BatchRow, 'batchId' | 'chunks' | 'done' | 'ahead'>;

/**
 * Closes the next chunks of a batch that goes no further, so that nobody can process them any more: a worker that comes later
 * finds the stream of its chunk taken. Answers with the place of the last one written.
 */
export const skipChunks =
  (deps: DecidingOnBatches) =>
  ({ batchId, chunks, done, ahead }: Halted): TE.TaskEither<AppendFailure, Position> =>
    pipe(
      readHistory(deps.journal, batchStream(batchId), {
        from: chunkRevision(done),
        limit: Math.min(AT_ONCE, chunks - done),
      }),
      TE.map((history) =>
        history.flatMap(({ event }) =>
          event.type === 'BatchChunkQueued' && !ahead.includes(event.data.index)
            ? [{ batchId, index: event.data.index, untold: event.data.recipients.length }]
            : [],
        ),
      ),
      TE.chainW((left) => inParallel(left, skip(deps))),
      TE.map((positions) => positions.reduce((last, position) => (position > last ? position : last), 0n)),
    );
