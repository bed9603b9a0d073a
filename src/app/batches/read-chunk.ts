import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { BatchChunkQueued } from '../../domain/batch/events';
import { batchStream, chunkRevision } from '../../domain/batch/names';
import type { Journal, JournalUnavailable } from '../../domain/ports/journal';
import type { Recorded } from '../../domain/shared/recorded';
import { readHistory } from '../commands/read-history';

export type Chunk = { readonly batchId: string; readonly index: number };
export type QueuedChunk = Recorded<BatchChunkQueued>;

/** A chunk as it was written down. */
export const readChunk = (
  journal: Journal,
  { batchId, index }: Chunk,
): TE.TaskEither<JournalUnavailable, QueuedChunk> =>
  pipe(
    readHistory(journal, batchStream(batchId), { from: chunkRevision(index), limit: 1 }),
    TE.map(([queued]) => {
      if (queued?.event.type !== 'BatchChunkQueued') throw new Error(`The batch ${batchId} has no chunk ${index}`);
      return queued as QueuedChunk;
    }),
  );
