import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { Views } from '../../domain/ports/views';
import { statisticsQuestions } from '../../projections/statistics/questions';
import { statisticsView, type TotalsRow, type TypeRow } from '../../projections/statistics/row';
import { unavailable } from '../commands/unavailable';
import type { Queries, Statistics } from '../queries';
import type { WaitForView } from './wait-for-view';

const toStatistics = (
  { notifications, channels, otherTypes }: TotalsRow,
  types: ReadonlyArray<TypeRow>,
): Statistics => ({
  total: Object.values(notifications).reduce((sum, count) => sum + count, 0),
  byStatus: notifications,
  byChannel: channels,
  byType: Object.fromEntries(types.map(({ type, count }) => [type, count])),
  otherTypes,
});

/** What is read from the view `statistics`: both readings are of the same position, or it is asked again. */
export const createStatisticsQuery = ({
  views,
  waitForView,
}: {
  readonly views: Views;
  readonly waitForView: WaitForView;
}): Queries['statistics'] => {
  const { totals, types } = statisticsQuestions(views);
  const read = (triesLeft: number): ReturnType<Queries['statistics']> =>
    pipe(
      TE.Do,
      TE.bind('all', totals),
      TE.bind('each', types),
      TE.mapLeft(unavailable),
      TE.chain(({ all, each }) =>
        all.position === each.position || triesLeft === 0
          ? TE.right(toStatistics(all.value, each.value))
          : read(triesLeft - 1),
      ),
    );
  return (at) =>
    pipe(
      waitForView(statisticsView, at),
      TE.chain(() => read(3)),
    );
};
