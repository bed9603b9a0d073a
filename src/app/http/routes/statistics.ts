import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { ok } from '../answer';
import { Statistics } from '../answers/statistics';
import { Nothing } from '../codecs/nothing';
import { defineRoute } from '../define-route';
import type { Route } from '../route';

const readStatistics = defineRoute(
  {
    id: 'readStatistics',
    method: 'get',
    path: '/notifications/stats',
    tag: 'Operations',
    summary: 'How many notifications stand how, by status, channel and type; how many sockets are connected',
    effect: 'read',
    params: Nothing,
    query: Nothing,
    answers: { 200: { description: 'Of everything that was ever requested, as it stands now.', body: Statistics } },
  },
  ({ queries, connections }) =>
    ({ at }) =>
      pipe(
        queries.statistics(at),
        TE.map((statistics) => ok({ ...statistics, connections: connections() })),
      ),
);

export const statisticsRoutes: ReadonlyArray<Route> = [readStatistics];
