import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { DeliveryCommand } from '../../domain/delivery/commands';
import { parseDeliveryId } from '../../domain/delivery/delivery-id';
import { deliveriesOf } from '../../domain/policies/deliveries-of';
import { isExpired } from '../../domain/policies/visibility';
import type { DeliveryId } from '../../domain/shared/codecs';
import type { Caller } from '../caller';
import type { Commands, Written } from '../commands';
import type { AppFailure } from '../failure';
import { actorOf } from './actor-of';
import type { CommandDeps } from './command-deps';
import { decideOnDelivery, type DecidedOnDelivery } from './decide-on-delivery';
import { deliveryFailure } from './delivery-failure';
import type { LoadedDelivery } from './load-delivery';
import { unavailable } from './unavailable';

type Order = (loaded: LoadedDelivery) => TE.TaskEither<AppFailure, DeliveryCommand>;

const notFound: AppFailure = { _tag: 'NotFound' };
const wrongState = (detail: string): AppFailure => ({ _tag: 'WrongState', detail });

const writtenBy = (outcome: DecidedOnDelivery | undefined): E.Either<AppFailure, Written<undefined>> => {
  if (outcome === undefined) return E.left(notFound);
  const { appended, history } = outcome.decided;
  // Where nothing was written, the last event is what left nothing to do.
  const position = appended?.position ?? history.at(-1)?.position ?? outcome.loaded.request.position;
  return E.right({ value: undefined, position, replayed: appended === undefined });
};

const inInbox = wrongState('It has ended: it is in the inbox.');
const isInAppOnly = ({ delivery, request }: LoadedDelivery): boolean =>
  deliveriesOf(request.event.data, request.at).some(
    ({ delivery: { channel }, due }) => channel === delivery.channel && due === undefined,
  );

const isAppFailure = (failure: { readonly _tag: string }): failure is AppFailure =>
  failure._tag === 'WrongState' || failure._tag === 'Unavailable';

const order = (
  deps: CommandDeps,
  caller: Caller,
  id: DeliveryId,
  commandFor: Order,
): TE.TaskEither<AppFailure, Written<undefined>> => {
  const ref = parseDeliveryId(id);
  if (ref === undefined) return TE.left(notFound);
  const causeOf = ({ state }: LoadedDelivery) => ({
    id: `ordered:${id}:${String(state.round)}`,
    actor: actorOf(caller),
  });
  return pipe(
    decideOnDelivery(deps)(ref, (loaded) => (isInAppOnly(loaded) ? TE.left(inInbox) : commandFor(loaded)), causeOf),
    TE.mapLeft((failure) => (isAppFailure(failure) ? failure : deliveryFailure(failure))),
    TE.chainEitherK(writtenBy),
  );
};

/** A secret that is gone can't be sent again. */
const secretIsThere = ({ vault }: CommandDeps, { request }: LoadedDelivery): TE.TaskEither<AppFailure, boolean> => {
  const { event, stream, id } = request;
  const sealed = event.data.secrets;
  if (sealed === null) return TE.right(true);
  return pipe(
    vault.open([{ stream, type: event.type, eventId: id, sealed }]),
    TE.bimap(unavailable, ([opened]) => opened?.status === 'open'),
  );
};

/** A new round of tries, due at once; refused for what was called off, has expired, or has lost its secret. */
export const retryDelivery =
  (deps: CommandDeps): Commands['retryDelivery'] =>
  (caller, id) =>
    order(deps, caller, id, (loaded) => {
      const { delivery, request, since } = loaded;
      if (since.some(({ event }) => event.type === 'NotificationCancelled'))
        return TE.left(wrongState('The notification was cancelled.'));
      if (isExpired(request.event.data, deps.clock.now())) return TE.left(wrongState('The notification has expired.'));
      return pipe(
        secretIsThere(deps, loaded),
        TE.filterOrElse(
          (isThere) => isThere,
          () => wrongState('Its secret was destroyed.'),
        ),
        TE.map(() => ({ type: 'OrderRetry', delivery })),
      );
    });

/** An operator gives a delivery up: it is tried no more. */
export const abandonDelivery =
  (deps: CommandDeps): Commands['abandonDelivery'] =>
  (caller, id) =>
    order(deps, caller, id, ({ delivery }) => TE.right({ type: 'Abandon', delivery, why: 'operator' }));
