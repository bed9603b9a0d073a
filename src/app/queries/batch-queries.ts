import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { Views } from '../../domain/ports/views';
import { batchesQuestions } from '../../projections/batches/questions';
import { type BatchRow, batchesView, type OutcomeRow } from '../../projections/batches/row';
import { toBatchView, toFailedRecipient } from '../batches/to-batch-view';
import { unavailable } from '../commands/unavailable';
import type { AppFailure } from '../failure';
import type { Queries } from '../queries';
import { listRows } from './list-rows';
import type { WaitForView } from './wait-for-view';

type Deps = { readonly views: Views; readonly waitForView: WaitForView };

/** What is read from the view `batches`. */
export const createBatchQueries = ({
  views,
  waitForView,
}: Deps): Pick<Queries, 'batch' | 'batches' | 'batchFailures'> => {
  const { batchRow, allBatches, batchCount, failures, failureCount } = batchesQuestions(views);
  const rowOf = (batchId: string): TE.TaskEither<AppFailure, BatchRow> =>
    pipe(
      batchRow(batchId),
      TE.mapLeft(unavailable),
      TE.chain(({ value }) => (value === undefined ? TE.left({ _tag: 'NotFound' }) : TE.right(value))),
    );
  return {
    batch: (batchId, at) =>
      pipe(
        waitForView(batchesView, at),
        TE.chain(() => rowOf(batchId)),
        TE.map(toBatchView),
      ),
    batches: (paging, at) =>
      pipe(
        waitForView(batchesView, at),
        TE.chain(() => listRows({ page: allBatches, count: batchCount, wanted: undefined }, paging)),
        TE.map(({ data, ...page }) => ({ ...page, data: data.map(toBatchView) })),
      ),
    batchFailures: (batchId, paging, at) => {
      const page: Parameters<typeof listRows<OutcomeRow>>[0]['page'] = (after, limit) =>
        failures(batchId, after, limit);
      return pipe(
        waitForView(batchesView, at),
        TE.chain(() => rowOf(batchId)),
        TE.chain(() => listRows({ page, count: () => failureCount(batchId), wanted: undefined }, paging)),
        TE.map(({ data, ...rest }) => ({ ...rest, data: data.map(toFailedRecipient) })),
      );
    },
  };
};
