import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { BatchOrder } from '../../batches/batch-view';
import { done, ok } from '../answer';
import { Batch, Failed } from '../answers/batch';
import { listed } from '../answers/lists';
import { closedObject } from '../codecs/closed-object';
import { Nothing } from '../codecs/nothing';
import { line } from '../codecs/texts';
import { defineRoute } from '../define-route';
import { paging, pagingFrom } from '../paging';
import type { Route } from '../route';

const tag = 'Bulk';
const params = closedObject('BatchParams', { batchId: line(200) }, {});
const query = closedObject('BatchesQuery', {}, paging);

const listBatches = defineRoute(
  {
    id: 'listBatches',
    method: 'get',
    path: '/notifications/bulk',
    tag,
    summary: 'Every batch, and how far it has come',
    effect: 'read',
    params: Nothing,
    query,
    answers: { 200: { description: 'The newest first.', body: listed('Batches', Batch) } },
  },
  ({ queries }) =>
    ({ query: asked, at }) =>
      pipe(
        TE.fromEither(pagingFrom(asked)),
        TE.chain((pages) => queries.batches(pages, at)),
        TE.map(ok),
      ),
);

const readBatch = defineRoute(
  {
    id: 'readBatch',
    method: 'get',
    path: '/notifications/bulk/:batchId',
    tag,
    summary: 'How far a batch has come. A success is in the ledger; what the channels made of it is counted apart',
    effect: 'read',
    params,
    query: Nothing,
    answers: { 200: { description: 'Progress in percent, at the recent rate.', body: Batch } },
  },
  ({ queries }) =>
    ({ params: { batchId }, at }) =>
      pipe(queries.batch(batchId, at), TE.map(ok)),
);

const listFailures = defineRoute(
  {
    id: 'listBatchFailures',
    method: 'get',
    path: '/notifications/bulk/:batchId/failures',
    tag,
    summary: 'Each recipient that failed, and why: refused, or not delivered on a channel in the end',
    effect: 'read',
    params,
    query,
    answers: { 200: { description: 'In the order in which they failed.', body: listed('BatchFailures', Failed) } },
  },
  ({ queries }) =>
    ({ params: { batchId }, query: asked, at }) =>
      pipe(
        TE.fromEither(pagingFrom(asked)),
        TE.chain((pages) => queries.batchFailures(batchId, pages, at)),
        TE.map(ok),
      ),
);

const orderTo = (order: BatchOrder, id: 'pauseBatch' | 'resumeBatch' | 'cancelBatch', summary: string): Route =>
  defineRoute(
    {
      id,
      method: 'post',
      path: `/notifications/bulk/:batchId/${order}`,
      tag,
      summary,
      effect: 'write',
      params,
      query: Nothing,
      answers: { 204: { description: 'Ordered, now or before; it takes effect between chunks.' } },
    },
    ({ commands }) =>
      ({ caller, params: { batchId } }) =>
        pipe(commands.orderBatch(caller, batchId, order), TE.map(done)),
  );

export const batchRoutes: ReadonlyArray<Route> = [
  listBatches,
  readBatch,
  listFailures,
  orderTo('pause', 'pauseBatch', 'Begin no chunk of it until it is resumed'),
  orderTo('resume', 'resumeBatch', 'Go on with it'),
  orderTo('cancel', 'cancelBatch', 'Begin no chunk of it any more; who got it is exact once completedAt is there'),
];
