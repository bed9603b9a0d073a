import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { DeliveryCommand, DeliveryRef } from '../../domain/delivery/commands';
import type { DeliveryEvent } from '../../domain/delivery/events';
import type { DeliveryRejection } from '../../domain/delivery/rejections';
import type { AppendFailure, Journal } from '../../domain/ports/journal';
import type { Actor } from '../../domain/shared/recorded';
import { decideDelivery, type DeliveryDeciding } from './decide-delivery';
import type { Decided } from './execute';
import { type LoadedDelivery, loadDelivery } from './load-delivery';
import { retryConflicts } from './retry-conflicts';

type Ref = Pick<DeliveryRef, 'notificationId' | 'channel'>;
export type DecidedOnDelivery = { readonly loaded: LoadedDelivery; readonly decided: Decided<DeliveryEvent> };

/** Reads a delivery and decides on it, again where somebody else wrote meanwhile; undefined where nobody asked for it. */
export const decideOnDelivery =
  (deps: DeliveryDeciding & { readonly journal: Journal }) =>
  <F>(
    ref: Ref,
    commandFor: (loaded: LoadedDelivery) => TE.TaskEither<F, DeliveryCommand>,
    causeOf: (loaded: LoadedDelivery) => { readonly id: string; readonly actor: Actor },
  ): TE.TaskEither<F | DeliveryRejection | AppendFailure, DecidedOnDelivery | undefined> =>
    pipe(
      loadDelivery(deps.journal, ref),
      TE.chainW((loaded) => {
        if (loaded === undefined) return TE.right(undefined);
        return pipe(
          commandFor(loaded),
          TE.chainW((command) => decideDelivery(deps)(loaded, command, causeOf(loaded))),
          TE.map((decided) => ({ loaded, decided })),
        );
      }),
      retryConflicts,
    );
