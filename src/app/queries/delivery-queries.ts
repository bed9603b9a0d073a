import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { Views } from '../../domain/ports/views';
import { deliveriesQuestions } from '../../projections/deliveries/questions';
import { deliveriesView, type DeliveryRow } from '../../projections/deliveries/row';
import { withStoredDeliveries } from '../../projections/deliveries/stored-deliveries';
import { inboxQuestions } from '../../projections/inbox/questions';
import { inboxView, requestOf } from '../../projections/inbox/row';
import { outstandingQuestions } from '../../projections/outstanding/questions';
import { type OutstandingRow, outstandingView } from '../../projections/outstanding/row';
import { unavailable } from '../commands/unavailable';
import type { AppFailure } from '../failure';
import type { DeliveryView, Queries, WaitingRetry } from '../queries';
import { listRows } from './list-rows';
import type { WaitForView } from './wait-for-view';

const notFound: AppFailure = { _tag: 'NotFound' };

type Deps = { readonly views: Views; readonly waitForView: WaitForView };

export const toDelivery = ({ deliveryId, userId: _whose, ...row }: DeliveryRow): DeliveryView => ({
  id: deliveryId,
  ...row,
});

const toRetry = ({ due, ...row }: OutstandingRow): WaitingRetry => {
  const { deliveryId, notificationId, userId, channel, priority, attempts, reason } = row;
  return { deliveryId, notificationId, userId, channel, priority, attempts, reason, nextTryAt: due };
};

/** What is read from the views `deliveries` and `outstanding`. */
export const createDeliveryQueries = ({ views, waitForView }: Deps): Pick<Queries, 'deliveries' | 'retries'> => {
  const { deliveriesOfAll } = deliveriesQuestions(views);
  const { item } = inboxQuestions(views);
  const { retrying, retryingCount } = outstandingQuestions(views);
  return {
    deliveries: (id, at) =>
      pipe(
        waitForView(inboxView, at),
        TE.chain(() => pipe(item(id), TE.mapLeft(unavailable))),
        TE.chain(({ value: row }) => (row === undefined ? TE.left(notFound) : TE.right(row))),
        TE.bindTo('row'),
        TE.chainFirst(({ row }) => waitForView(deliveriesView, at, row.userId)),
        // What has no row there is over only if the request was seen.
        TE.chainFirst(({ row }) => waitForView(deliveriesView, { atLeast: BigInt(row.position) }, row.userId)),
        TE.bind('touched', ({ row }) => pipe(deliveriesOfAll([requestOf(row)]), TE.mapLeft(unavailable))),
        TE.map(({ row, touched }) =>
          withStoredDeliveries(requestOf(row), row.createdAt, touched.value).map(toDelivery),
        ),
      ),
    retries: (paging, at) =>
      pipe(
        waitForView(outstandingView, at),
        TE.chain(() => listRows({ page: retrying, count: retryingCount, wanted: undefined }, paging)),
        TE.map(({ data, ...page }) => ({ ...page, data: data.map(toRetry) })),
      ),
  };
};
