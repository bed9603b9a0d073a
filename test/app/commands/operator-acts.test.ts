import type { DeliveryId, Instant, NotificationId, UserId } from '../../../src/domain/shared/codecs';
import {
  lasting,
  passing,
  type ScriptedProvider,
  scriptedProvider,
  startWorker,
  workFor,
} from '../../support/delivering';
import { left, type LedgerUnderTest, openLedgerUnderTest, request, service } from '../../support/ledger-under-test';
import { right } from '../../support/right';
import { temporaryDirectory } from '../../support/temporary-directory';

const directory = temporaryDirectory();
const operator = { kind: 'user', id: 'op-1' as UserId, roles: ['operator'] } as const;
const wrongState = { _tag: 'WrongState' };
let ledger: LedgerUnderTest;
let provider: ScriptedProvider;
beforeAll(async () => {
  ledger = await openLedgerUnderTest(directory);
  const change = { set: { email: 'a@example.test', phone: '+8613800138000' }, cleared: [], roles: undefined };
  right(await ledger.commands.changeContacts(service, 'u-1' as UserId, change)());
});
beforeEach(() => {
  provider = scriptedProvider();
});
afterAll(async () => ledger.close());

const requested = async (changes: Parameters<typeof request>[0] = {}): Promise<NotificationId> => {
  const asked = right(await ledger.commands.requestNotification(service, request(changes), undefined)());
  await ledger.caughtUp();
  return asked.value.id;
};
const inSeconds = (seconds: number) =>
  new Date(Date.parse(ledger.clock.now()) + seconds * 1000).toISOString() as Instant;
const delivered = async (id: NotificationId, channel: 'email' | 'sms' = 'email') =>
  startWorker(ledger, provider)('p-1')(workFor(id, channel));
const story = async (id: NotificationId, channel = 'email') =>
  (await ledger.events(`delivery-${id}.${channel}`)).map(({ event }) => event);
const emailOf = (id: NotificationId) => `${id}.email` as DeliveryId;

describe('a cancellation', () => {
  it('calls off what has not started, once', async () => {
    const id = await requested({ channels: ['email', 'sms'], sendAt: inSeconds(60) });
    const first = right(await ledger.commands.cancel(service, id)());
    expect(right(await ledger.commands.cancel(service, id)())).toStrictEqual({ ...first, replayed: true });
    for (const channel of ['email', 'sms'])
      expect(await story(id, channel)).toMatchObject([{ type: 'DeliveryAbandoned', data: { why: 'cancelled' } }]);
    await ledger.clock.advance(60_000);
    await delivered(id);
    expect(provider.sent).toStrictEqual([]);
  });

  it('leaves alone what was sent', async () => {
    const id = await requested({ channels: ['email', 'sms'] });
    await delivered(id);
    right(await ledger.commands.cancel(service, id)());
    expect((await story(id)).at(-1)?.type).toBe('DeliveryAttemptSucceeded');
    expect((await story(id, 'sms')).at(-1)).toMatchObject({ data: { why: 'cancelled' } });
  });

  it('is refused where nothing is left to call off, and of what is not there', async () => {
    const id = await requested();
    await delivered(id);
    expect(left(await ledger.commands.cancel(service, id)())).toMatchObject(wrongState);
    expect(left(await ledger.commands.cancel(service, 'no-such' as NotificationId)())).toStrictEqual({
      _tag: 'NotFound',
    });
  });

  it('is seen by a worker before its deliveries are called off', async () => {
    const id = await requested();
    const [asked] = await ledger.events(`notification-${id}`);
    right(
      await ledger.journal.append(`notification-${id}`, 0n, [
        {
          id: 'c8a3c5a4-6f0b-4c57-9a59-4d8a5f0a1b2d',
          type: 'NotificationCancelled',
          data: { notificationId: id, userId: 'u-1' },
          metadata: { $correlationId: id, $causationId: 'c', actor: { kind: 'service', id: 's' }, at: asked!.at, v: 1 },
        },
      ])(),
    );
    await delivered(id);
    expect({ sent: provider.sent, story: await story(id) }).toMatchObject({
      sent: [],
      story: [{ type: 'DeliveryAbandoned', data: { why: 'cancelled' } }],
    });
  });
});

describe('an ordered retry', () => {
  it('opens another round of what was exhausted, and is sent', async () => {
    const id = await requested();
    provider.script(lasting);
    await delivered(id);
    right(await ledger.commands.retryDelivery(operator, emailOf(id))());
    right(await ledger.commands.retryDelivery(operator, emailOf(id))());
    await delivered(id);
    expect((await story(id)).slice(3).map(({ type }) => type)).toStrictEqual([
      'DeliveryRetryOrdered',
      'DeliveryAttemptStarted',
      'DeliveryAttemptSucceeded',
    ]);
  });

  it.each([
    ['was sent', async (id: NotificationId) => delivered(id)],
    ['was cancelled', async (id: NotificationId) => ledger.commands.cancel(service, id)()],
  ])('is refused of what %s', async (_what, happened) => {
    const id = await requested();
    await happened(id);
    expect(left(await ledger.commands.retryDelivery(operator, emailOf(id))())).toMatchObject(wrongState);
  });

  it('is refused of what has expired, and of what has lost its secret', async () => {
    const expiring = await requested({ expiresAt: inSeconds(1) });
    provider.script(lasting, lasting);
    await delivered(expiring);
    const secret = await requested({
      content: { kind: 'template', code: 'user.password_reset' },
      data: { userId: 'u-1', username: 'n', resetToken: 't', expiresAt: inSeconds(3_600) },
      channels: ['email'],
    });
    await delivered(secret);
    right(await ledger.keyRing.destroyForGood([`once:${secret}`])());
    await ledger.clock.advance(1_000);
    expect(left(await ledger.commands.retryDelivery(operator, emailOf(expiring))())).toMatchObject(wrongState);
    expect(left(await ledger.commands.retryDelivery(operator, emailOf(secret))())).toMatchObject(wrongState);
  });

  it('is refused of what nobody asked for, and of what is in the inbox', async () => {
    const id = await requested({ channels: ['websocket'] });
    expect(left(await ledger.commands.retryDelivery(operator, emailOf(id))())).toStrictEqual({ _tag: 'NotFound' });
    const inApp = `${id}.websocket` as DeliveryId;
    expect(left(await ledger.commands.retryDelivery(operator, inApp)())).toMatchObject(wrongState);
    expect(left(await ledger.commands.retryDelivery(operator, 'nonsense' as DeliveryId)())).toStrictEqual({
      _tag: 'NotFound',
    });
  });
});

describe('giving up', () => {
  it('ends what waits for another try, once', async () => {
    const id = await requested();
    provider.script(passing);
    await delivered(id);
    right(await ledger.commands.abandonDelivery(operator, emailOf(id))());
    right(await ledger.commands.abandonDelivery(operator, emailOf(id))());
    expect((await story(id)).slice(2)).toMatchObject([{ type: 'DeliveryAbandoned', data: { why: 'operator' } }]);
  });
});
