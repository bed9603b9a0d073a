import type { DeliveryEvent } from '../../src/domain/delivery/events';
import { at, deliveryRef } from './vocabulary';

/** The in-app delivery of n-1, started and over in one. */
export const recordInApp = (provider: 'socket' | 'inbox'): ReadonlyArray<DeliveryEvent> => {
  const attempt = { ...deliveryRef('websocket'), number: 1, provider };
  return [
    { type: 'DeliveryAttemptStarted', data: { ...attempt, by: 'p-1', until: at(0), limit: 1 } },
    { type: 'DeliveryAttemptSucceeded', data: { ...attempt, providerId: null, digest: null, personal: null } },
  ];
};
