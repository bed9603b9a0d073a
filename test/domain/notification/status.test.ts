import type { DeliveryEvent } from '../../../src/domain/delivery/events';
import {
  type ChannelStatus,
  channelStatusAfter,
  firstChannelStatus,
  notificationStatus,
} from '../../../src/domain/notification/status';
import * as mail from '../../support/delivery-facts';
import { at } from '../../support/vocabulary';

const after = (...events: ReadonlyArray<DeliveryEvent>): ChannelStatus =>
  events.reduce<ChannelStatus>(channelStatusAfter, 'pending');
const of = (...channels: ReadonlyArray<ChannelStatus>) =>
  notificationStatus({ cancelled: false, expired: false, channels });

describe('a channel', () => {
  it('begins as pending, deferred where it is scheduled, succeeded where storing was all of it', () => {
    expect(firstChannelStatus('email', at(0), at(0))).toBe('pending');
    expect(firstChannelStatus('websocket', at(60), at(0))).toBe('deferred');
    expect(firstChannelStatus('websocket', undefined, at(0))).toBe('succeeded');
  });

  it.each<readonly [ChannelStatus, ReadonlyArray<DeliveryEvent>]>([
    ['suppressed', [mail.suppressed]],
    ['deferred', [mail.deferred(at(60))]],
    ['pending', [mail.deferred(at(60)), mail.started(1)]],
    ['succeeded', [mail.started(1), mail.succeeded(1), mail.receipt('r-1')]],
    ['retrying', [mail.started(1), mail.failed(1, at(10))]],
    ['retrying', [mail.started(1), mail.failed(1, at(10)), mail.started(2)]],
    ['failed', [mail.started(1), mail.failed(1, null), mail.exhausted('attempts')]],
    ['failed', [mail.abandoned('expired')]],
    ['suppressed', [mail.abandoned('cancelled')]],
    ['retrying', [mail.exhausted('no-address'), mail.retryOrdered(2)]],
  ])('is %s', (status, events) => {
    expect(after(...events)).toBe(status);
  });

  it('has succeeded once that is learned, whatever comes after', () => {
    const learned = [mail.started(1), mail.leftUnknown(1, at(0)), mail.started(2), mail.learned(1, 'succeeded')];
    expect(after(...learned)).toBe('succeeded');
    expect(after(...learned, mail.failed(2, null))).toBe('succeeded');
  });
});

describe('a notification', () => {
  it('is requested while a channel has something to do', () => {
    expect(of('succeeded', 'pending')).toBe('requested');
    expect(of('failed', 'deferred')).toBe('requested');
    expect(of('failed', 'retrying')).toBe('requested');
  });

  it('is completed, failed or partly failed by what its channels came to', () => {
    expect(of('succeeded', 'suppressed')).toBe('completed');
    expect(of('suppressed')).toBe('completed');
    expect(of('succeeded', 'failed')).toBe('partly-failed');
    expect(of('failed', 'suppressed')).toBe('failed');
  });

  it('is expired unless everything had succeeded', () => {
    const expired = (...channels: ReadonlyArray<ChannelStatus>) =>
      notificationStatus({ cancelled: false, expired: true, channels });
    expect(expired('succeeded', 'failed')).toBe('expired');
    expect(expired('succeeded')).toBe('completed');
  });

  it('is cancelled whatever was sent before', () => {
    expect(notificationStatus({ cancelled: true, expired: true, channels: ['succeeded'] })).toBe('cancelled');
  });
});
