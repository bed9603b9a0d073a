import { inbound } from '../../../src/domain/inbound';
import type { InboundCommand } from '../../../src/domain/inbound/commands';
import type { InboundEvent } from '../../../src/domain/inbound/events';
import { specification } from '../../support/specification';
import { sealed, userId } from '../../support/vocabulary';

const { given } = specification(inbound);
const message = { identity: 'app.crashed:event:e-1', eventType: 'app.crashed' };
const recording = { ...message, why: 'repeated', fingerprint: 'f-1', about: userId } as const;
const record: InboundCommand = { type: 'RecordEvent', ...recording };
const recorded: InboundEvent = { type: 'PlatformEventRecorded', data: recording };

const park = { ...message, parkId: 'p-1' };
const parking = {
  ...park,
  queue: 'notification-service.app.crashed',
  routingKey: 'app.crashed',
  messageId: null,
  reason: 'undecodable',
  report: [{ path: '/payload/appId', expected: 'text' }],
  attempts: 1,
  personal: sealed,
} as const;
const parkMessage: InboundCommand = { type: 'ParkMessage', ...parking };
const parked: InboundEvent = { type: 'MessageParked', data: parking };
const replay: InboundCommand = { type: 'ReplayMessage', ...park };
const replayed: InboundEvent = { type: 'MessageReplayed', data: park };
const discard: InboundCommand = { type: 'DiscardMessage', ...park };
const discarded: InboundEvent = { type: 'MessageDiscarded', data: park };

describe('an event that notifies nobody', () => {
  it('is recorded', () => {
    given().when(record).then(recorded);
  });

  it('is recorded once, however often it comes', () => {
    given(recorded).when(record).thenNothing();
  });

  it('is a conflict where the same identity said something else before', () => {
    const other: InboundCommand = { ...record, fingerprint: 'f-2' };
    given(recorded).when(other).thenRejected({ _tag: 'IdentityConflict', identity: message.identity });
  });

  it('is recorded beside what was parked under its identity', () => {
    given(parked).when(record).then(recorded);
  });
});

describe('a message that goes no further', () => {
  it('is parked, also where its identity was recorded', () => {
    given().when(parkMessage).then(parked);
    given(recorded).when(parkMessage).then(parked);
  });

  it('is parked once for each arrival', () => {
    const again = { ...parking, parkId: 'p-2' };
    given(parked).when(parkMessage).thenNothing();
    given(parked)
      .when({ type: 'ParkMessage', ...again })
      .then({ type: 'MessageParked', data: again });
  });

  it('is replayed or discarded, once', () => {
    given(parked).when(replay).then(replayed);
    given(parked, replayed).when(replay).thenNothing();
    given(parked).when(discard).then(discarded);
    given(parked, discarded).when(discard).thenNothing();
  });

  it('is not discarded after it was replayed, nor replayed after it was discarded', () => {
    given(parked, replayed).when(discard).thenRejected({ _tag: 'ParkClosed', parkId: 'p-1', as: 'replayed' });
    given(parked, discarded).when(replay).thenRejected({ _tag: 'ParkClosed', parkId: 'p-1', as: 'discarded' });
  });

  it('has to be parked before it is replayed or discarded', () => {
    given(recorded).when(replay).thenRejected({ _tag: 'NoSuchPark', parkId: 'p-1' });
    given(recorded).when(discard).thenRejected({ _tag: 'NoSuchPark', parkId: 'p-1' });
  });
});
