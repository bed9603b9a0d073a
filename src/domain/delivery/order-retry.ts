import type { DeliveryCommand, DeliveryRef } from './commands';
import { attemptOpen, type Decision, facts, nothing, refuse } from './decision';
import type { DeliveryEvent } from './events';
import type { DeliveryState, Final } from './state';

/** What an operator may take up again; what was delivered, withheld or called off stays so. */
const canBeRetried: Readonly<Record<Final, boolean>> = {
  attempts: true,
  rejected: true,
  'no-address': true,
  'unknown-outcomes': true,
  operator: true,
  succeeded: false,
  suppressed: false,
  cancelled: false,
  expired: false,
  'secret-gone': false,
};

const nextRound = (delivery: DeliveryRef, state: DeliveryState): DeliveryEvent => ({
  type: 'DeliveryRetryOrdered',
  data: { ...delivery, round: state.round + 1 },
});

/**
 * A new round, due at once. One that waits is ended first, so that each round has its final event; one that is due
 * anyway is left alone, which makes a repeated order harmless.
 */
export const orderRetry = (
  { delivery }: Extract<DeliveryCommand, { readonly type: 'OrderRetry' }>,
  state: DeliveryState,
): Decision => {
  const { open, final, waitsFor } = state;
  if (open !== undefined) return attemptOpen(open);
  if (final !== undefined)
    return canBeRetried[final] ? facts(nextRound(delivery, state)) : refuse({ _tag: 'DeliveryEnded', final });
  if (waitsFor === undefined) return nothing;
  return facts({ type: 'DeliveryAbandoned', data: { ...delivery, why: 'operator' } }, nextRound(delivery, state));
};
