import * as E from 'fp-ts/Either';
import type { DeliveryEvent } from './events';
import type { DeliveryRejection } from './rejections';
import type { DeliveryState, OpenAttempt } from './state';

export type Decision = E.Either<DeliveryRejection, ReadonlyArray<DeliveryEvent>>;

export const nothing: Decision = E.right([]);
export const facts = (...events: ReadonlyArray<DeliveryEvent>): Decision => E.right(events);
export const refuse = (rejection: DeliveryRejection): Decision => E.left(rejection);

export const attemptOpen = ({ until }: OpenAttempt): Decision => refuse({ _tag: 'AttemptOpen', until });

/** Why a round takes no further step just now: it has ended, or an attempt is under way; undefined: it does. */
export const standsStill = ({ final, open }: DeliveryState): Decision | undefined => {
  if (final !== undefined) return refuse({ _tag: 'DeliveryEnded', final });
  return open === undefined ? undefined : attemptOpen(open);
};
