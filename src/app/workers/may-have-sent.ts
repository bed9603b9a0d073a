import type { LoadedDelivery } from '../commands/load-delivery';

/**
 * The provider that may have sent the message already, in a try of this round whose outcome is unknown to this day. An
 * operator's order to try again is one to send again, by whom ever.
 */
export const mayHaveSent = ({ history, state }: LoadedDelivery): string | undefined => {
  const ordered = history.findLastIndex(({ event }) => event.type === 'DeliveryRetryOrdered');
  const last = history
    .slice(ordered + 1)
    .findLast(
      ({ event: { type, data } }) => type === 'DeliveryAttemptFailed' && state.unresolved.includes(data.number),
    );
  return last?.event.type === 'DeliveryAttemptFailed' ? last.event.data.provider : undefined;
};
