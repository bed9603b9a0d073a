import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { DeliveryRef } from '../../domain/delivery/commands';
import type { NotificationId } from '../../domain/shared/codecs';
import type { Actor } from '../../domain/shared/recorded';
import type { Commands, Written } from '../commands';
import type { AppFailure } from '../failure';
import { actorOf } from './actor-of';
import type { CommandDeps } from './command-deps';
import { decideNotification } from './decide-notification';
import { decideOnDelivery } from './decide-on-delivery';
import { deliveryFailure } from './delivery-failure';
import { inParallel } from './in-parallel';
import { loadDeliveries } from './load-deliveries';
import type { LoadedDelivery } from './load-delivery';
import { notificationFailure } from './notification-failure';

const isOpen = ({ state }: LoadedDelivery): boolean => state.final === undefined && state.open === undefined;

/** What has started meanwhile, or is over, goes its own way. */
const abandon =
  (deps: CommandDeps, actor: Actor) =>
  (delivery: DeliveryRef): TE.TaskEither<AppFailure, unknown> =>
    pipe(
      decideOnDelivery(deps)(
        delivery,
        () => TE.right({ type: 'Abandon', delivery, why: 'cancelled' }),
        () => ({ id: `cancelled:${delivery.deliveryId}`, actor }),
      ),
      TE.orElseW((failure) => {
        const goesOn = failure._tag === 'AttemptOpen' || failure._tag === 'DeliveryEnded';
        return goesOn ? TE.right(undefined) : TE.left(deliveryFailure(failure));
      }),
    );

const recordCancelled =
  (deps: CommandDeps, actor: Actor) =>
  (notificationId: NotificationId, stillOpen: boolean): TE.TaskEither<AppFailure, Written<undefined>> => {
    const now = deps.clock.now();
    return pipe(
      decideNotification(deps)(
        notificationId,
        { type: 'Cancel', notificationId, now, stillOpen },
        { id: `cancelled:${notificationId}`, actor, at: now },
      ),
      TE.bimap(notificationFailure, ({ appended, history }) => {
        const earlier = history.find(({ event }) => event.type === 'NotificationCancelled');
        const position = appended?.position ?? earlier?.position ?? 0n;
        return { value: undefined, position, replayed: appended === undefined };
      }),
    );
  };

/**
 * First the fact, then what follows from it: a worker that comes between looks at the notification before it sends, and a
 * repeat of the call finishes what was cut short.
 */
export const cancel =
  (deps: CommandDeps): Commands['cancel'] =>
  (caller, id) =>
    pipe(
      loadDeliveries(deps.journal, id),
      TE.bindTo('deliveries'),
      TE.bind('written', ({ deliveries }) => recordCancelled(deps, actorOf(caller))(id, deliveries.some(isOpen))),
      TE.chainFirst(({ deliveries }) =>
        inParallel(
          deliveries.filter(isOpen).map(({ delivery }) => delivery),
          abandon(deps, actorOf(caller)),
        ),
      ),
      TE.map(({ written }) => written),
    );
