import type { Instant, NotificationId, UserId } from '../../../src/domain/shared/codecs';
import {
  accepted,
  lasting,
  never,
  passing,
  type ScriptedProvider,
  scriptedProvider,
  startWorker,
  throttled,
  unknown,
  workFor,
} from '../../support/delivering';
import { type LedgerUnderTest, openLedgerUnderTest, request, service } from '../../support/ledger-under-test';
import { right } from '../../support/right';
import { temporaryDirectory } from '../../support/temporary-directory';

const directory = temporaryDirectory();
let ledger: LedgerUnderTest;
let provider: ScriptedProvider;
let lastUser = 0;

beforeAll(async () => {
  ledger = await openLedgerUnderTest(directory);
});
beforeEach(() => {
  provider = scriptedProvider();
});
afterAll(async () => ledger.close());

type Changes = Parameters<typeof request>[0];

/** A notification by mail of somebody with an address. */
const requested = async (changes: Changes = {}, contacts = { email: 'a@example.test' }): Promise<NotificationId> => {
  const userId = `u-${String((lastUser += 1))}` as UserId;
  right(await ledger.commands.changeContacts(service, userId, { set: contacts, cleared: [], roles: undefined })());
  const asked = right(
    await ledger.commands.requestNotification(
      service,
      request({ userId, channels: ['email'], ...changes }),
      undefined,
    )(),
  );
  await ledger.caughtUp();
  return asked.value.id;
};
const story = async (id: NotificationId, channel = 'email') =>
  (await ledger.events(`delivery-${id}.${channel}`)).map(({ event }) => event);
const types = async (id: NotificationId, channel = 'email') => (await story(id, channel)).map(({ type }) => type);
const worker = (...args: Parameters<ReturnType<typeof startWorker>>) => startWorker(ledger, provider)(...args);

describe('a delivery that is due', () => {
  it('is sent between its stored start and its stored outcome, under its own id', async () => {
    const id = await requested();
    expect(await worker('p-1')(workFor(id, 'email'))).toBe('done');
    expect(await types(id)).toStrictEqual(['DeliveryAttemptStarted', 'DeliveryAttemptSucceeded']);
    expect(provider.sent).toStrictEqual([
      {
        key: `${id}.email`,
        message: expect.objectContaining({
          to: 'a@example.test',
          shown: { subject: 'A title', text: 'A body', html: null },
        }),
      },
    ]);
  });

  it('is never sent where the start could not be stored', async () => {
    const id = await requested();
    const append = () => async () => ({ _tag: 'Left', left: { _tag: 'JournalUnavailable', cause: 'full' } }) as const;
    const outcome = await ledger.settle(
      worker('p-1', { journal: { ...ledger.journal, append } })(workFor(id, 'email')),
    );
    expect({ outcome, sent: provider.sent }).toStrictEqual({ outcome: 'again', sent: [] });
  });

  it('is sent once by two workers that have the same message', async () => {
    const id = await requested();
    const isDead = () => false;
    const [one, other] = [worker('p-1', { isDead }), worker('p-2', { isDead })];
    const work = workFor(id, 'email');
    await Promise.all([one(work), other(work), one(work), other(work)]);
    expect(provider.sent).toHaveLength(1);
    expect(await types(id)).toStrictEqual(['DeliveryAttemptStarted', 'DeliveryAttemptSucceeded']);
  });

  it('is put back while the journal or the keys are away', async () => {
    const id = await requested();
    ledger.journal.setAway(true);
    const outcome = await ledger.settle(worker('p-1')(workFor(id, 'email')));
    ledger.journal.setAway(false);
    expect({ outcome, sent: provider.sent }).toStrictEqual({ outcome: 'again', sent: [] });
  });

  it('ends at once where the directory knows no address', async () => {
    const id = await requested({ channels: ['sms'] });
    await worker('p-1')(workFor(id, 'sms'));
    expect(await story(id, 'sms')).toMatchObject([{ type: 'DeliveryExhausted', data: { why: 'no-address' } }]);
  });

  it('is withheld from who was erased', async () => {
    const id = await requested();
    right(await ledger.commands.eraseRecipient(service, `u-${String(lastUser)}` as UserId)());
    await worker('p-1')(workFor(id, 'email'));
    expect(await story(id)).toMatchObject([{ type: 'DeliverySuppressed', data: { why: 'erased' } }]);
  });

  it('is not sent before its time, and not after its end', async () => {
    const sendAt = new Date(Date.parse(ledger.clock.now()) + 60_000).toISOString() as Instant;
    const expiresAt = new Date(Date.parse(ledger.clock.now()) + 120_000).toISOString() as Instant;
    const id = await requested({ sendAt, expiresAt });
    await worker('p-1')(workFor(id, 'email'));
    expect(await types(id)).toStrictEqual([]);
    await ledger.clock.advance(120_000);
    await worker('p-1')(workFor(id, 'email'));
    expect(await story(id)).toMatchObject([{ type: 'DeliveryAbandoned', data: { why: 'expired' } }]);
    const about = await ledger.events(`notification-${id}`);
    expect(about.map(({ event }) => event.type)).toStrictEqual(['NotificationRequested', 'NotificationExpired']);
    expect(provider.sent).toStrictEqual([]);
  });

  it('enters the inbox at its time, where it was scheduled', async () => {
    const sendAt = new Date(Date.parse(ledger.clock.now()) + 60_000).toISOString() as Instant;
    const id = await requested({ sendAt, channels: ['websocket'] });
    await ledger.clock.advance(60_000);
    await worker('p-1')(workFor(id, 'websocket'));
    await worker('p-1')(workFor(id, 'websocket'));
    expect(await story(id, 'websocket')).toMatchObject([
      { type: 'DeliveryAttemptStarted', data: { provider: 'inbox' } },
      { type: 'DeliveryAttemptSucceeded', data: { provider: 'inbox' } },
    ]);
  });
});

describe('a sending that fails', () => {
  it('is tried again when it may pass, and exhausted after the last of its tries', async () => {
    const id = await requested();
    provider.script(passing, throttled, passing, passing, passing);
    for (let wait = 0; wait < 5; wait += 1) {
      await worker('p-1')(workFor(id, 'email'));
      await ledger.clock.advance(400_000);
    }
    expect(provider.sent).toHaveLength(5);
    expect((await story(id)).at(-1)).toMatchObject({ type: 'DeliveryExhausted', data: { why: 'attempts' } });
  });

  it('waits until its next try is due', async () => {
    const id = await requested();
    provider.script(passing);
    for (let times = 0; times < 3; times += 1) await worker('p-1')(workFor(id, 'email'));
    expect(provider.sent).toHaveLength(1);
    await ledger.clock.advance(12_000);
    await worker('p-1')(workFor(id, 'email'));
    expect((await types(id)).at(-1)).toBe('DeliveryAttemptSucceeded');
  });

  it('is not tried again when it will not pass', async () => {
    const id = await requested();
    provider.script(lasting);
    await worker('p-1')(workFor(id, 'email'));
    expect(await story(id)).toMatchObject([
      { type: 'DeliveryAttemptStarted' },
      { type: 'DeliveryAttemptFailed', data: { lasting: true, reason: 'smtp-550', nextTryAt: null } },
      { type: 'DeliveryExhausted', data: { why: 'rejected' } },
    ]);
  });

  it('is given up within its time by a provider that does not answer, and its late success is learned', async () => {
    const id = await requested();
    let answer: (outcome: typeof accepted) => void = () => undefined;
    const late = new Promise<typeof accepted>((resolve) => (answer = resolve));
    const slow = { ...provider, send: () => async () => late as never };
    await ledger.settle(startWorker(ledger, slow)('p-1')(workFor(id, 'email')));
    expect((await story(id)).at(-1)).toMatchObject({ data: { reason: 'outcome-unknown', counts: false } });
    answer(accepted);
    await ledger.clock.advance(100);
    expect((await story(id)).at(-1)).toMatchObject({ type: 'DeliveryOutcomeLearned', data: { outcome: 'succeeded' } });
  });

  it('ends unknown, where the receiver would not drop a second one', async () => {
    const id = await requested();
    provider = scriptedProvider(false);
    provider.script(unknown);
    await worker('p-1')(workFor(id, 'email'));
    expect((await story(id)).at(-1)).toMatchObject({ type: 'DeliveryExhausted', data: { why: 'unknown-outcomes' } });
  });
});

describe('an attempt whose process died', () => {
  const dieWhileSending = async (id: NotificationId): Promise<void> => {
    provider.script(never);
    void worker('p-1')(workFor(id, 'email'));
    await ledger.clock.advance(0);
    expect(await types(id)).toStrictEqual(['DeliveryAttemptStarted']);
  };

  it('is closed as unknown by the next one at once, and sent again under the same key', async () => {
    const id = await requested();
    await dieWhileSending(id);
    await worker('p-2')(workFor(id, 'email'));
    expect(await types(id)).toStrictEqual([
      'DeliveryAttemptStarted',
      'DeliveryAttemptFailed',
      'DeliveryAttemptStarted',
      'DeliveryAttemptSucceeded',
    ]);
    expect(new Set(provider.sent.map(({ key }) => key)).size).toBe(1);
  });

  it('is left alone until its time is over, where the owner may live', async () => {
    const id = await requested();
    await dieWhileSending(id);
    const isDead = () => false;
    await worker('p-2', { isDead })(workFor(id, 'email'));
    expect(await types(id)).toStrictEqual(['DeliveryAttemptStarted']);
    await ledger.clock.advance(45_000);
    await worker('p-2', { isDead })(workFor(id, 'email'));
    expect((await types(id)).at(-1)).toBe('DeliveryAttemptSucceeded');
  });
});
