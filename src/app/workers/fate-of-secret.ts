import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { isExpired } from '../../domain/policies/visibility';
import type { Clock } from '../../domain/ports/clock';
import type { Journal } from '../../domain/ports/journal';
import type { NotificationId } from '../../domain/shared/codecs';
import { loadDeliveries } from '../commands/load-deliveries';
import type { LoadedDelivery } from '../commands/load-delivery';
import type { AppFailure } from '../failure';

/**
 * `spent`: the notification has expired, or every delivery of it has ended, and nobody needs its secret again.
 * `never-stored`: nothing is sealed with the key, but whoever asked for the notification may ask again, and then needs one.
 */
export type FateOfSecret = 'needed' | 'spent' | 'never-stored';

const isOver =
  (clock: Clock) =>
  ({ state, request }: LoadedDelivery): boolean =>
    state.final !== undefined || isExpired(request.event.data, clock.now());

/** What is to become of a notification's one-time key. */
export const fateOfSecret =
  ({ journal, clock }: { readonly journal: Journal; readonly clock: Clock }) =>
  (id: NotificationId): TE.TaskEither<AppFailure, FateOfSecret> =>
    pipe(
      loadDeliveries(journal, id),
      TE.map((deliveries): FateOfSecret => (deliveries.every(isOver(clock)) ? 'spent' : 'needed')),
      TE.orElse((failure) => (failure._tag === 'NotFound' ? TE.right('never-stored') : TE.left(failure))),
    );
