import type { InboundMessage, Verdict } from '../../../src/domain/ports/intake';
import type { UserId } from '../../../src/domain/shared/codecs';
import type { JsonObject } from '../../../src/domain/shared/json';
import { type LedgerUnderTest, openLedgerUnderTest, service } from '../../support/ledger-under-test';
import { right } from '../../support/right';
import { messageOf, takingIn } from '../../support/taking-in';
import { temporaryDirectory } from '../../support/temporary-directory';

const directory = temporaryDirectory();
let ledger: LedgerUnderTest;
beforeEach(async () => {
  ledger = await openLedgerUnderTest(directory);
});
afterEach(async () => ledger.close());

const AT = '2026-03-01T07:00:00.000Z';
const stopped = (eventId: string, userId: string, changes: JsonObject = {}): InboundMessage =>
  messageOf('device.stopped', { eventId, payload: { userId, deviceId: 'd-1', stoppedAt: AT, ...changes } });
const crashed = (eventId: string, crashedAt: string): InboundMessage =>
  messageOf('app.crashed', {
    eventId,
    payload: { userId: 'u-1', appId: 'a-1', deviceId: 'd-1', crashReason: 'memory', crashedAt },
  });
const failedLogin = (eventId: string, failureCount: number): InboundMessage =>
  messageOf('user.login_failed', {
    eventId,
    payload: { userId: 'u-1', ipAddress: '203.0.113.9', failureCount, timestamp: AT },
  });

/** All in one turn of the event loop, as the broker hands out what has arrived. */
const handleAtOnce = async (messages: ReadonlyArray<InboundMessage>): Promise<ReadonlyArray<Verdict>> => {
  const { handle } = takingIn(ledger);
  return Promise.all(messages.map(handle));
};
const requested = async (): Promise<ReadonlyArray<string>> =>
  (await ledger.events()).flatMap(({ event }) =>
    event.type === 'NotificationRequested' ? [`${event.data.origin.id} ${event.data.userId}`] : [],
  );
const recorded = async (): Promise<ReadonlyArray<string>> =>
  (await ledger.events()).flatMap(({ event }) =>
    event.type === 'PlatformEventRecorded' ? [`${event.data.identity} ${event.data.why}`] : [],
  );
const parked = async (): Promise<ReadonlyArray<string>> =>
  (await ledger.events()).flatMap(({ event }) =>
    event.type === 'MessageParked' ? [`${event.data.identity} ${event.data.reason}`] : [],
  );

it('notifies each of many that arrive at once', async () => {
  const messages = Array.from({ length: 200 }, (_, n) => stopped(`e-${n}`, `u-${n % 7}`));
  expect(new Set(await handleAtOnce(messages))).toStrictEqual(new Set(['stored']));
  expect([...(await requested())].sort()).toStrictEqual(
    messages.map((_, n) => `device.stopped:event:e-${n} u-${n % 7}`).sort(),
  );
  expect(await ledger.breaches()).toStrictEqual([]);
});

it('notifies once of a message that arrives twice in one turn, and again later', async () => {
  expect(await handleAtOnce([stopped('e-1', 'u-1'), stopped('e-1', 'u-1')])).toStrictEqual(['stored', 'stored']);
  expect(await handleAtOnce([stopped('e-1', 'u-1')])).toStrictEqual(['stored']);
  expect(await requested()).toStrictEqual(['device.stopped:event:e-1 u-1']);
});

it('finds out another message under the identity of one that arrives in the same turn', async () => {
  const verdicts = await handleAtOnce([stopped('e-1', 'u-1'), stopped('e-1', 'u-1', { reason: 'other words' })]);
  expect([...verdicts].sort()).toStrictEqual(['parked', 'stored']);
  expect(await requested()).toHaveLength(1);
  expect(await parked()).toStrictEqual(['device.stopped:event:e-1 conflict']);
});

it('finds out two recipients under one identity in the same turn', async () => {
  const verdicts = await handleAtOnce([stopped('e-1', 'u-1'), stopped('e-1', 'u-2')]);
  expect([...verdicts].sort()).toStrictEqual(['parked', 'stored']);
  expect(await requested()).toHaveLength(1);
});

it('tells of one crash where several come too close in one turn', async () => {
  const crashes = ['07:00:00', '07:01:00', '07:04:59'].map((time, n) => crashed(`e-${n}`, `2026-03-01T${time}.000Z`));
  expect(await handleAtOnce(crashes)).toStrictEqual(['stored', 'stored', 'stored']);
  expect(await requested()).toHaveLength(1);
  expect((await recorded()).map((text) => text.split(' ')[1])).toStrictEqual(['repeated', 'repeated']);
});

it('tells of the third failed login on, whatever arrives beside it', async () => {
  const logins = [1, 2, 3, 4].map((count) => failedLogin(`e-${count}`, count));
  await handleAtOnce([...logins, stopped('e-5', 'u-1')]);
  expect([...(await requested())].sort()).toStrictEqual([
    'device.stopped:event:e-5 u-1',
    'user.login_failed:event:e-3 u-1',
    'user.login_failed:event:e-4 u-1',
  ]);
  expect(await recorded()).toHaveLength(2);
});

it('keeps one message that can not be handled from none of its neighbours', async () => {
  const broken = messageOf('device.stopped', '{');
  const unknownUser = stopped('e-2', 'u-2');
  expect(await handleAtOnce([stopped('e-1', 'u-1'), broken, unknownUser])).toStrictEqual([
    'stored',
    'parked',
    'stored',
  ]);
  expect(await requested()).toHaveLength(2);
});

it('requests nothing for an erased recipient among others', async () => {
  const erased = 'u-1' as UserId;
  right(await ledger.commands.eraseRecipient(service, erased)());
  expect(await handleAtOnce([stopped('e-1', 'u-1'), stopped('e-2', 'u-2')])).toStrictEqual(['stored', 'stored']);
  expect(await requested()).toStrictEqual(['device.stopped:event:e-2 u-2']);
  expect(await recorded()).toStrictEqual(['device.stopped:event:e-1 no-recipient']);
});

it('finds out another message under the identity of one that was recorded as told to nobody', async () => {
  await handleAtOnce([failedLogin('e-1', 1)]);
  expect(await handleAtOnce([failedLogin('e-1', 3), stopped('e-2', 'u-2')])).toStrictEqual(['parked', 'stored']);
  expect(await requested()).toStrictEqual(['device.stopped:event:e-2 u-2']);
  expect(await parked()).toStrictEqual(['user.login_failed:event:e-1 conflict']);
});
