import * as E from 'fp-ts/Either';
import type { TaskEither } from 'fp-ts/TaskEither';
import { batchStream, chunkStream } from '../../domain/batch/names';
import type { Journal, JournalUnavailable } from '../../domain/ports/journal';
import type { Logger } from '../../domain/ports/logger';
import type { ChunkWork, WorkOutcome } from '../../domain/ports/work-queue';
import type { Position } from '../../domain/shared/stored-event';
import { readHistory } from '../commands/read-history';

type Failure = { readonly _tag: string };

export type TellingChunks = {
  readonly journal: Journal;
  readonly logger: Logger;
  readonly processChunk: (chunk: ChunkWork) => TaskEither<Failure, Position>;
  /** Ends a batch whose content can't be read any more. */
  readonly fail: (batchId: string) => TaskEither<Failure, Position>;
};

const lastTypeIn = async (
  journal: Journal,
  stream: string,
): Promise<E.Either<JournalUnavailable, string | undefined>> => {
  const last = await readHistory(journal, stream, { direction: 'backwards', limit: 1 })();
  return E.isLeft(last) ? last : E.right(last.right[0]?.event.type);
};

/** `tell`: the batch is under way, and nobody has told the chunk. Read from the journal, so that a pause holds at once. */
const nextFor = async (
  journal: Journal,
  { batchId, index }: ChunkWork,
): Promise<E.Either<Failure, 'tell' | 'nothing'>> => {
  const ofBatch = await lastTypeIn(journal, batchStream(batchId));
  if (E.isLeft(ofBatch)) return ofBatch;
  if (ofBatch.right !== 'BatchRecipientsSealed' && ofBatch.right !== 'BatchResumed') return E.right('nothing');
  const ofChunk = await lastTypeIn(journal, chunkStream(batchId, index));
  if (E.isLeft(ofChunk)) return ofChunk;
  return E.right(ofChunk.right === undefined ? 'tell' : 'nothing');
};

/**
 * Tells a chunk of a batch that is under way. A doubled message finds it told and does nothing; of a batch that was paused,
 * cancelled or has ended nothing is begun: what is resumed is handed out again.
 */
export const tellChunk =
  ({ journal, logger, processChunk, fail }: TellingChunks) =>
  async (work: ChunkWork): Promise<WorkOutcome> => {
    const next = await nextFor(journal, work);
    if (E.isRight(next) && next.right === 'nothing') return 'done';
    const told = E.isLeft(next) ? next : await processChunk(work)();
    if (E.isRight(told)) return 'done';
    if (told.left._tag === 'ContentUnreadable') {
      logger.error('the content of a batch can not be read any more', { batch: work.batchId });
      return E.isRight(await fail(work.batchId)()) ? 'done' : 'again';
    }
    logger.warn('a chunk waits', { batch: work.batchId, chunk: work.index, because: told.left._tag });
    return 'again';
  };
