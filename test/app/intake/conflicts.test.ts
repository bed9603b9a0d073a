import type { JsonObject } from '../../../src/domain/shared/json';
import { type LedgerUnderTest, openLedgerUnderTest } from '../../support/ledger-under-test';
import { messageOf, type TakingIn, takingIn } from '../../support/taking-in';
import { temporaryDirectory } from '../../support/temporary-directory';

const directory = temporaryDirectory();
let ledger: LedgerUnderTest;
let intake: TakingIn;
beforeEach(async () => {
  ledger = await openLedgerUnderTest(directory);
  intake = takingIn(ledger);
});
afterEach(async () => {
  expect(await ledger.breaches()).toStrictEqual([]);
  await ledger.close();
});

const told = async () => (await ledger.events()).filter(({ actor }) => actor.id === 'intake').map(({ event }) => event);
const types = async () => (await told()).map(({ type }) => type);
const stopped = (changes: JsonObject = {}): JsonObject => ({
  eventId: 'e-1',
  payload: { userId: 'u-1', deviceId: 'd-1', deviceName: 'Phone', stoppedAt: '2026-03-01T07:00:00Z', ...changes },
});
const failedLogin = (changes: JsonObject = {}): JsonObject => ({
  eventId: 'e-2',
  payload: { userId: 'u-1', ipAddress: '10.0.0.1', timestamp: '2026-03-01T07:00:00Z', ...changes },
});

describe('one identity with two meanings', () => {
  it.each([
    ['both notify', stopped(), stopped({ deviceName: 'Another' }), 'device.stopped'],
    ['two users', stopped(), stopped({ userId: 'u-2' }), 'device.stopped'],
    [
      'first recorded, then to notify',
      failedLogin({ failureCount: 1 }),
      failedLogin({ failureCount: 5 }),
      'user.login_failed',
    ],
    [
      'first notified, then to record',
      failedLogin({ failureCount: 5 }),
      failedLogin({ failureCount: 1 }),
      'user.login_failed',
    ],
    ['both recorded', failedLogin({ failureCount: 1 }), failedLogin({ failureCount: 2 }), 'user.login_failed'],
  ] as const)('is parked as a conflict, and operators are told: %s', async (_, first, second, eventType) => {
    expect(await intake.handle(messageOf(eventType, first))).toBe('stored');
    const before = (await told()).length;
    expect(await intake.handle(messageOf(eventType, second))).toBe('parked');
    expect((await told()).slice(before)).toMatchObject([{ type: 'MessageParked', data: { reason: 'conflict' } }]);
    expect(intake.raised).toStrictEqual([`parked:${eventType}:conflict`]);
  });

  it('changes no address', async () => {
    const registered = (email: string) =>
      messageOf('user.registered', {
        eventId: 'e-6',
        payload: { userId: 'u-6', email, registerTime: '2026-03-01T07:00:00Z' },
      });
    await intake.handle(registered('first@example.org'));
    expect(await intake.handle(registered('second@example.org'))).toBe('parked');
    expect((await types()).filter((type) => type === 'ContactsChanged')).toHaveLength(1);
  });

  it('is one notification where several publishers say in their own words that a device is gone', async () => {
    const deleted = (reason: string) =>
      messageOf('device.deleted', {
        payload: { userId: 'u-1', deviceId: 'd-9', deletedAt: '2026-03-01T07:00:00Z', reason },
      });
    for (const reason of ['expired', 'by the user', 'cleanup'])
      expect(await intake.handle(deleted(reason))).toBe('stored');
    expect(await types()).toStrictEqual(['NotificationRequested']);
  });
});
