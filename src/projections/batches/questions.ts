import type { Views } from '../../domain/ports/views';
import type { Priority } from '../../domain/shared/codecs';
import { askRange, askRow, type Placed, type Question } from '../question';
import { acceptingIndex, batchesView, batchKeyOf, BatchRow, ChunkRow, processingIndex, waitingIndex } from './row';

type List<Row> = Question<ReadonlyArray<Placed<Row>>>;

export type BatchesQuestions = {
  readonly batchRow: (batchId: string) => Question<BatchRow | undefined>;
  /** Those whose recipients are not all written down, the first to come first. */
  readonly accepting: (limit: number) => List<BatchRow>;
  /** Those of a priority that are being carried out, the first to come first. */
  readonly processing: (priority: Priority, limit: number) => List<BatchRow>;
  /** The chunks of a batch that wait, in their order. */
  readonly waiting: (batchId: string, limit: number) => List<ChunkRow>;
};

/** What is asked of the view `batches`. */
export const batchesQuestions = (views: Views): BatchesQuestions => {
  const ask = askRow(views, batchesView, BatchRow);
  const askBatches = askRange(views, batchesView, BatchRow);
  const askChunks = askRange(views, batchesView, ChunkRow);
  return {
    batchRow: (batchId) => ask(batchKeyOf(batchId)),
    accepting: (limit) => askBatches(acceptingIndex, { limit }),
    processing: (priority, limit) => askBatches(processingIndex(priority), { limit }),
    waiting: (batchId, limit) => askChunks(waitingIndex(batchId), { limit }),
  };
};
