import { delivery } from '../../../src/domain/delivery';
import type { DeliveryCommand } from '../../../src/domain/delivery/commands';
import type { DeliveryEvent } from '../../../src/domain/delivery/events';
import { specification } from '../../support/specification';
import { at, deliveryRef } from '../../support/vocabulary';

const { given } = specification(delivery);
const inApp = deliveryRef('websocket');
const push: DeliveryCommand = { type: 'RecordInApp', delivery: inApp, provider: 'socket', by: 'p-1', now: at(0) };
const attempt = { ...inApp, number: 1, provider: 'socket' };
const taken: ReadonlyArray<DeliveryEvent> = [
  { type: 'DeliveryAttemptStarted', data: { ...attempt, by: 'p-1', until: at(0), limit: 1 } },
  { type: 'DeliveryAttemptSucceeded', data: { ...attempt, providerId: null, digest: null, personal: null } },
];

describe('a push that a socket took', () => {
  it('is an attempt with its outcome', () => {
    given()
      .when(push)
      .then(...taken);
  });

  it('is recorded once', () => {
    given(...taken)
      .when(push)
      .thenNothing();
  });

  it('comes too late for what was called off', () => {
    given({ type: 'DeliveryAbandoned', data: { ...inApp, why: 'cancelled' } })
      .when(push)
      .thenRejected({ _tag: 'DeliveryEnded', final: 'cancelled' });
  });
});
