import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { Views } from '../../domain/ports/views';
import { askRange, askRow, type Question } from '../question';
import { noTotals, statisticsView, totalsKey, TotalsRow, TypeRow, typesAtMost, typesIndex } from './row';

export type StatisticsQuestions = {
  readonly totals: () => Question<TotalsRow>;
  /** Every type that is counted by itself, in the order of their names. */
  readonly types: () => Question<ReadonlyArray<TypeRow>>;
};

/** What is asked of the view `statistics`. */
export const statisticsQuestions = (views: Views): StatisticsQuestions => {
  const askTotals = askRow(views, statisticsView, TotalsRow);
  const askTypes = askRange(views, statisticsView, TypeRow);
  return {
    totals: () =>
      pipe(
        askTotals(totalsKey),
        TE.map(({ position, value = noTotals }) => ({ position, value })),
      ),
    types: () =>
      pipe(
        askTypes(typesIndex, { limit: typesAtMost }),
        TE.map(({ position, value }) => ({ position, value: value.map(({ row }) => row) })),
      ),
  };
};
