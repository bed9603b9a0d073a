import type { RangeOptions, Views } from '../../domain/ports/views';
import type { Priority } from '../../domain/shared/codecs';
import { askRange, askRow, type Placed, type Question } from '../question';
import {
  acceptingIndex,
  allIndex,
  batchesView,
  batchKeyOf,
  BatchRow,
  closingIndex,
  failuresIndex,
  OutcomeRow,
  processingIndex,
} from './row';

type List<Row> = Question<ReadonlyArray<Placed<Row>>>;
type Place = RangeOptions['after'];

export type BatchesQuestions = {
  readonly batchRow: (batchId: string) => Question<BatchRow | undefined>;
  /** Those whose recipients are not all written down, the first to come first. */
  readonly accepting: (limit: number) => List<BatchRow>;
  /** Those of a priority that are being carried out, the first to come first. */
  readonly processing: (priority: Priority, limit: number) => List<BatchRow>;
  /** Those that go no further and are not closed, the first to come first. */
  readonly closing: (limit: number) => List<BatchRow>;
  /** Every batch, the newest first. */
  readonly allBatches: (after: Place, limit: number) => List<BatchRow>;
  readonly batchCount: () => Question<number>;
  /** Recipients of a batch that failed, in the order in which they did. */
  readonly failures: (batchId: string, after: Place, limit: number) => List<OutcomeRow>;
  readonly failureCount: (batchId: string) => Question<number>;
};

const placed = (after: Place, limit: number): RangeOptions => (after === undefined ? { limit } : { after, limit });

/** What is asked of the view `batches`. */
export const batchesQuestions = (views: Views): BatchesQuestions => {
  const ask = askRow(views, batchesView, BatchRow);
  const askBatches = askRange(views, batchesView, BatchRow);
  const askOutcomes = askRange(views, batchesView, OutcomeRow);
  return {
    batchRow: (batchId) => ask(batchKeyOf(batchId)),
    accepting: (limit) => askBatches(acceptingIndex, { limit }),
    processing: (priority, limit) => askBatches(processingIndex(priority), { limit }),
    closing: (limit) => askBatches(closingIndex, { limit }),
    allBatches: (after, limit) => askBatches(allIndex, { ...placed(after, limit), direction: 'backwards' }),
    batchCount: () => views.count(batchesView, allIndex),
    failures: (batchId, after, limit) => askOutcomes(failuresIndex(batchId), placed(after, limit)),
    failureCount: (batchId) => views.count(batchesView, failuresIndex(batchId)),
  };
};
