import type { DomainEvent } from '../../../src/domain/events';
import type { InboundEvent } from '../../../src/domain/inbound/events';
import { checkHistory } from '../../../src/domain/invariants/check-history';
import { recordedAt } from '../../support/recorded';
import { sealed, userId } from '../../support/vocabulary';

const breached = (...events: ReadonlyArray<DomainEvent>): ReadonlyArray<string> => {
  const record = recordedAt('inbound-m-1');
  const state = events.map((event, i) => record(event, i + 1)).reduce(checkHistory.step, checkHistory.initial());
  return checkHistory.breaches(state).map(({ invariant, position }) => `${invariant} at ${position}`);
};

const message = { identity: 'm-1', eventType: 'app.crashed' };
const park = { ...message, parkId: 'p-1' };
const recorded: InboundEvent = {
  type: 'PlatformEventRecorded',
  data: { ...message, why: 'repeated', fingerprint: 'f', about: userId },
};
const parked: InboundEvent = {
  type: 'MessageParked',
  data: {
    ...park,
    queue: 'q',
    routingKey: 'app.crashed',
    messageId: null,
    reason: 'undecodable',
    report: [],
    attempts: 1,
    personal: sealed,
  },
};
const replayed: InboundEvent = { type: 'MessageReplayed', data: park };
const discarded: InboundEvent = { type: 'MessageDiscarded', data: park };

it('finds nothing wrong with messages that are recorded once, and parked ones with one end or none yet', () => {
  expect(breached(recorded, parked)).toStrictEqual([]);
  expect(breached(parked, replayed)).toStrictEqual([]);
  expect(breached(parked, discarded)).toStrictEqual([]);
});

it('finds a message that is recorded, parked or ended twice, or ended before it was parked', () => {
  expect(breached(recorded, recorded)).toStrictEqual(['I1 at 2']);
  expect(breached(parked, parked)).toStrictEqual(['I1 at 2']);
  expect(breached(parked, replayed, discarded)).toStrictEqual(['I1 at 3']);
  expect(breached(replayed)).toStrictEqual(['I1 at 1']);
});
