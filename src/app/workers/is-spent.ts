import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { isExpired } from '../../domain/policies/visibility';
import type { Clock } from '../../domain/ports/clock';
import type { Journal } from '../../domain/ports/journal';
import type { NotificationId } from '../../domain/shared/codecs';
import { loadDeliveries } from '../commands/load-deliveries';
import type { LoadedDelivery } from '../commands/load-delivery';
import type { AppFailure } from '../failure';

const isOver =
  (clock: Clock) =>
  ({ state, request }: LoadedDelivery): boolean =>
    state.final !== undefined || isExpired(request.event.data, clock.now());

/**
 * Whether nobody will need a notification's secret again: it has expired, every delivery of it has ended,
 * or it was never stored.
 */
export const isSpent =
  ({ journal, clock }: { readonly journal: Journal; readonly clock: Clock }) =>
  (id: NotificationId): TE.TaskEither<AppFailure, boolean> =>
    pipe(
      loadDeliveries(journal, id),
      TE.map((deliveries) => deliveries.every(isOver(clock))),
      TE.orElse((failure) => (failure._tag === 'NotFound' ? TE.right(true) : TE.left(failure))),
    );
