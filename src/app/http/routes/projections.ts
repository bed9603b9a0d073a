import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { ok } from '../answer';
import { ProjectionsAnswer, RebuildOrdered } from '../answers/projection';
import { closedObject } from '../codecs/closed-object';
import { Nothing } from '../codecs/nothing';
import { line } from '../codecs/texts';
import { defineRoute } from '../define-route';
import type { Route } from '../route';

const tag = 'Operations';
const path = '/ops/projections/:name/rebuild';
const params = closedObject('ProjectionParams', { name: line(100) }, {});

const listProjections = defineRoute(
  {
    id: 'listProjections',
    method: 'get',
    path: '/ops/projections',
    tag,
    summary: 'How far the views have come, and how those that are made anew get on',
    effect: 'none',
    params: Nothing,
    query: Nothing,
    answers: { 200: { description: 'Each projection of this process.', body: ProjectionsAnswer } },
  },
  ({ projections }) =>
    () =>
      pipe(
        projections.list(),
        TE.map((data) => ok({ data })),
      ),
);

const rebuildProjection = defineRoute(
  {
    id: 'rebuildProjection',
    method: 'post',
    path,
    tag,
    summary: 'Fold the view afresh from the first event on, beside the one that is read, and switch to it',
    effect: 'none',
    params,
    query: Nothing,
    answers: { 202: { description: 'Begun; it goes on after a restart too.', body: RebuildOrdered } },
  },
  ({ projections }) =>
    ({ caller, params: { name } }) =>
      pipe(
        projections.rebuild(caller, name),
        TE.map((body) => ({ kind: 'json' as const, status: 202, body, headers: {} })),
      ),
);

const cancelRebuild = defineRoute(
  {
    id: 'cancelRebuild',
    method: 'delete',
    path,
    tag,
    summary: 'Call the rebuild off; the view that is read stays',
    effect: 'none',
    params,
    query: Nothing,
    answers: { 204: { description: 'Called off.' } },
  },
  ({ projections }) =>
    ({ params: { name } }) =>
      pipe(
        projections.cancel(name),
        TE.map(() => ({ kind: 'empty' as const, headers: {} })),
      ),
);

export const projectionRoutes: ReadonlyArray<Route> = [listProjections, rebuildProjection, cancelRebuild];
