import { toInstant } from '../../../src/domain/shared/codecs';
import type { JsonObject } from '../../../src/domain/shared/json';
import { NotificationContent } from '../../../src/domain/notification/content';
import { openContents } from '../../../src/app/vault/open-contents';
import { contentPartOf } from '../../../src/domain/notification/content-part';
import { type LedgerUnderTest, openLedgerUnderTest } from '../../support/ledger-under-test';
import { right } from '../../support/right';
import { messageOf, type TakingIn, takingIn } from '../../support/taking-in';
import { temporaryDirectory } from '../../support/temporary-directory';

const directory = temporaryDirectory();
let ledger: LedgerUnderTest;
let intake: TakingIn;
beforeEach(async () => {
  ledger = await openLedgerUnderTest(directory);
  intake = takingIn(ledger, {}, ['op-1', 'op-2']);
});
afterEach(async () => {
  expect(await ledger.breaches()).toStrictEqual([]);
  await ledger.close();
});

const told = async () => (await ledger.events()).filter(({ actor }) => actor.id === 'intake').map(({ event }) => event);
const types = async () => (await told()).map(({ type }) => type);
const requests = async () =>
  (await ledger.events()).flatMap((recorded) =>
    recorded.event.type === 'NotificationRequested' ? [{ ...recorded, event: recorded.event }] : [],
  );
const contentOf = async (userId: string) => {
  const request = (await requests()).find(({ event }) => event.data.userId === userId);
  if (request === undefined) throw new Error(`nothing was requested for ${userId}`);
  const [opened] = right(await openContents(ledger.deps)([contentPartOf(request)])());
  return right(NotificationContent.decode(opened?.status === 'open' ? opened.value : undefined));
};

const stopped = (changes: JsonObject = {}): JsonObject => ({
  eventId: 'e-1',
  payload: { userId: 'u-1', deviceId: 'd-1', deviceName: 'Phone', stoppedAt: '2026-03-01T07:00:00Z', ...changes },
});
const failedLogin = (changes: JsonObject = {}): JsonObject => ({
  eventId: 'e-2',
  payload: { userId: 'u-1', ipAddress: '10.0.0.1', timestamp: '2026-03-01T07:00:00Z', ...changes },
});
const crashed = (eventId: string, crashedAt: string): JsonObject => ({
  eventId,
  payload: { userId: 'u-1', appId: 'a-1', deviceId: 'd-1', crashReason: 'oom', crashedAt },
});

describe('an event that notifies', () => {
  it('is requested once, however often and in whatever shape it comes', async () => {
    const flat = { eventId: 'e-1', type: 'device.stopped', ...(stopped()['payload'] as JsonObject) };
    const verdicts = [];
    for (const body of [stopped(), stopped(), flat])
      verdicts.push(await intake.handle(messageOf('device.stopped', body)));
    expect(verdicts).toStrictEqual(['stored', 'stored', 'stored']);
    expect(await types()).toStrictEqual(['NotificationRequested']);
    const [request] = await requests();
    expect(request).toMatchObject({
      causationId: 'device.stopped:event:e-1',
      event: { data: { userId: 'u-1', origin: { kind: 'platform', id: 'device.stopped:event:e-1' } } },
    });
  });

  it('is requested once when two hands take it at the same time', async () => {
    await Promise.all([1, 2, 3, 4].map(async () => intake.handle(messageOf('device.stopped', stopped()))));
    expect(await types()).toStrictEqual(['NotificationRequested']);
  });

  it('knows its queue after a delay tier has taken its routing key', async () => {
    const back = messageOf('device.stopped', stopped(), {
      routingKey: 'notification-service.device.stopped',
      retries: 1,
    });
    expect(await intake.handle(back)).toBe('stored');
    expect(await types()).toStrictEqual(['NotificationRequested']);
  });

  it('goes to the operators where its rule says so, once to each', async () => {
    const task = {
      eventId: 'e-3',
      payload: { taskId: 't-1', taskName: 'n', taskType: 'x', error: 'e', failedAt: '2026-03-01T07:00:00Z' },
    };
    await intake.handle(messageOf('scheduler.task_failed', task));
    await intake.handle(messageOf('scheduler.task_failed', task));
    expect((await requests()).map(({ event }) => event.data.userId).sort()).toStrictEqual(['op-1', 'op-2']);
  });

  it('goes to everyone as a batch', async () => {
    const update = {
      eventId: 'e-4',
      payload: { version: '2', title: 't', description: 'd', features: ['a', 'b'], releasedAt: '2026-03-01T07:00:00Z' },
    };
    expect(await intake.handle(messageOf('system.update', update))).toBe('stored');
    expect(intake.broadcasts).toMatchObject([
      { origin: { kind: 'platform', id: 'system.update:event:e-4' }, templateCode: 'system.update' },
    ]);
  });
});

describe('what an event says of a person', () => {
  const registered = (payload: JsonObject) =>
    messageOf('user.registered', {
      eventId: 'e-5',
      payload: { userId: 'u-5', username: 'n', registerTime: '2026-03-01T07:00:00Z', ...payload },
    });

  it('fills the directory since the time that it names, and is used for its own notification', async () => {
    await intake.handle(registered({ email: 'n@example.org', phone: '+86 138 0013 8000' }));
    const changed = (await told()).find(({ type }) => type === 'ContactsChanged');
    expect(changed?.data).toMatchObject({
      changedAt: toInstant('2026-03-01T07:00:00Z'),
      cause: 'user.registered:event:e-5',
    });
    expect((await contentOf('u-5')).contacts).toMatchObject({ email: 'n@example.org', phone: '+8613800138000' });
  });

  it('tells the directory nothing twice', async () => {
    await intake.handle(registered({ email: 'n@example.org' }));
    await intake.handle(registered({ email: 'n@example.org' }));
    expect((await types()).filter((type) => type === 'ContactsChanged')).toHaveLength(1);
  });

  it('is left out where it is no address, and the rest still counts', async () => {
    await intake.handle(registered({ email: 'nobody', phone: '+8613800138000' }));
    expect((await contentOf('u-5')).contacts).toStrictEqual({ phone: '+8613800138000', username: 'n' });
  });

  it('is not kept of an erased person, who is notified of nothing', async () => {
    right(await ledger.settle(ledger.commands.eraseRecipient({ kind: 'service', id: 's' }, 'u-5' as never)()));
    await ledger.caughtUp();
    expect(await intake.handle(registered({ email: 'n@example.org' }))).toBe('stored');
    expect(await told()).toMatchObject([{ type: 'PlatformEventRecorded', data: { why: 'no-recipient' } }]);
  });
});

describe('an event that does not notify', () => {
  it.each([
    ['below-threshold', 'user.login_failed', failedLogin({ failureCount: 2 })],
    ['no-recipient', 'user.login_failed', failedLogin({ userId: null })],
    [
      'records-only',
      'app.install_requested',
      { payload: { userId: 'u-1', appId: 'a', deviceId: 'd', requestedAt: '2026-03-01T07:00:00Z' } },
    ],
    [
      'expired',
      'user.password_reset_requested',
      { payload: { userId: 'u-1', resetToken: 'x', expiresAt: '2026-03-01T07:59:59Z' } },
    ],
  ] as const)('is recorded as %s', async (why, eventType, body) => {
    const message = messageOf(eventType, body);
    expect([await intake.handle(message), await intake.handle(message)]).toStrictEqual(['stored', 'stored']);
    expect(await told()).toMatchObject([{ type: 'PlatformEventRecorded', data: { why } }]);
  });

  it('is done where it notified before it came too late', async () => {
    const reset = messageOf('user.password_reset_requested', {
      payload: { userId: 'u-1', resetToken: 'x', expiresAt: '2026-03-01T13:00:00Z' },
    });
    await intake.handle(reset);
    await ledger.clock.leap(6 * 3_600_000);
    expect(await intake.handle(reset)).toBe('stored');
    expect(await types()).toStrictEqual(['NotificationRequested']);
  });

  it('is a crash within five minutes of one that was told', async () => {
    for (const [id, at] of [
      ['c-1', '2026-03-01T07:00:00Z'],
      ['c-2', '2026-03-01T07:04:00Z'],
      ['c-3', '2026-03-01T07:06:00Z'],
      ['c-2', '2026-03-01T07:04:00Z'],
    ] as const)
      expect(await intake.handle(messageOf('app.crashed', crashed(id, at)))).toBe('stored');
    expect(await types()).toStrictEqual([
      'NoticeAdmitted',
      'NotificationRequested',
      'PlatformEventRecorded',
      'NoticeAdmitted',
      'NotificationRequested',
    ]);
  });
});
