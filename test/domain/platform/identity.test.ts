import {
  batchIdFor,
  fingerprintText,
  identityOf,
  identityOfUndecodable,
  notificationIdFor,
} from '../../../src/domain/platform/identity';
import { otherUserId, userId } from '../../support/vocabulary';
import { arrived } from '../../support/scene';

const namespace = '6f1f8d0a-6b1c-4a57-9a3e-0d9b6d1f2c3b';
const otherNamespace = '0a1b2c3d-0000-4000-8000-000000000000';
const identity = (...[message, messageId = null]: [ReturnType<typeof arrived>, (string | null)?]) =>
  identityOf(namespace, message, messageId);

describe('the identity of a message', () => {
  it('is its event id, before what the broker calls it', () => {
    const message = arrived('device.started', {}, { eventId: 'e-1' });
    expect(identity(message, 'm-1')).toBe('device.started:event:e-1');
  });

  it('is what the broker calls it, where it has no event id', () => {
    expect(identity(arrived('device.started', {}, { eventId: '' }), 'm-1')).toBe('device.started:message:m-1');
  });

  it('is what it says, where nobody names it', () => {
    const once = identity(arrived('device.started'));
    expect(identity(arrived('device.started', {}, { source: 'elsewhere', version: '2' }), '')).toBe(once);
    expect(identity(arrived('device.started', { reason: 'scheduled' }))).not.toBe(once);
    expect(identity(arrived('device.stopped'))).not.toBe(once);
  });

  it('hides what it says from those who do not know the namespace', () => {
    const message = arrived('device.started');
    expect(identityOf(otherNamespace, message, null)).not.toBe(identity(message));
  });

  it('of a deleted device is the device, whoever tells it', () => {
    const reports = [
      identity(arrived('device.deleted', {}, { eventId: 'e-1' }), 'm-1'),
      identity(arrived('device.deleted', { reason: 'expired' }, { eventId: 'e-2' }), 'm-2'),
      identity(arrived('device.deleted', { deviceName: null })),
    ];
    expect(new Set(reports)).toStrictEqual(new Set(['device.deleted:key:d-1']));
  });

  it.each(['a b', 'é', 'x'.repeat(256)])('fits into the name of a stream: %s', (messageId) => {
    expect(identity(arrived('device.started'), messageId)).toMatch(/^device\.started:message:~[0-9a-f-]{36}$/);
  });

  it('that nobody understands is what the broker calls it, else its bytes', () => {
    const ofBytes = (...body: ReadonlyArray<number>) =>
      identityOfUndecodable(namespace, 'device.started', { messageId: null, body: Uint8Array.from(body) });
    const named = { messageId: 'm-1', body: Uint8Array.from([1]) };
    expect(identityOfUndecodable(namespace, 'device.started', named)).toBe('device.started:message:m-1');
    expect(ofBytes(1)).toBe(ofBytes(1));
    expect(ofBytes(1)).not.toBe(ofBytes(2));
  });
});

describe('what messages of one identity must agree on', () => {
  it('is all that they say, and nothing of their envelopes', () => {
    const once = fingerprintText(arrived('device.started', {}, { eventId: 'e-1', version: '1' }));
    expect(fingerprintText(arrived('device.started', {}, { eventId: 'e-1', version: '2' }))).toBe(once);
    expect(fingerprintText(arrived('device.started', { userId: 'u-2' }, { eventId: 'e-1' }))).not.toBe(once);
  });

  it('of a deleted device is the device and its user', () => {
    const once = fingerprintText(arrived('device.deleted'));
    expect(fingerprintText(arrived('device.deleted', { reason: 'expired', deviceName: null }))).toBe(once);
    expect(fingerprintText(arrived('device.deleted', { userId: 'u-2' }))).not.toBe(once);
  });
});

it('a message has one notification for its user, one for each of many, and one batch for everyone', () => {
  const ids = [
    notificationIdFor(namespace, 'i-1'),
    notificationIdFor(namespace, 'i-1', userId),
    notificationIdFor(namespace, 'i-1', otherUserId),
    notificationIdFor(namespace, 'i-2'),
    batchIdFor(namespace, 'i-1'),
  ];
  expect(new Set(ids).size).toBe(ids.length);
  expect(notificationIdFor(namespace, 'i-1')).toBe(ids[0]);
});
