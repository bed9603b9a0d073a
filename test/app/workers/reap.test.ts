import * as E from 'fp-ts/Either';
import * as TE from 'fp-ts/TaskEither';
import { createCommands } from '../../../src/app/commands/create-commands';
import { createReaper, type Reaper } from '../../../src/app/workers/reap';
import { oneTimeKey } from '../../../src/domain/ports/key-ring';
import type { Instant, NotificationId, UserId } from '../../../src/domain/shared/codecs';
import { directoryQuestions } from '../../../src/projections/directory/questions';
import { outstandingQuestions } from '../../../src/projections/outstanding/questions';
import { lasting, type ScriptedProvider, scriptedProvider, startWorker, workFor } from '../../support/delivering';
import { silent } from '../../support/http-deps';
import { type LedgerUnderTest, openLedgerUnderTest, request, service } from '../../support/ledger-under-test';
import { right } from '../../support/right';
import { temporaryDirectory } from '../../support/temporary-directory';

const directory = temporaryDirectory();
let ledger: LedgerUnderTest;
let provider: ScriptedProvider;
let stopping: AbortController;
beforeEach(async () => {
  ledger = await openLedgerUnderTest(directory);
  provider = scriptedProvider();
  stopping = new AbortController();
  const set = { email: 'a@example.test', phone: '+8613800138000' };
  right(await ledger.commands.changeContacts(service, 'u-1' as UserId, { set, cleared: [], roles: undefined })());
});
afterEach(async () => {
  stopping.abort();
  await ledger.close();
});

const newReaper = (over: object = {}): Reaper => {
  const { journal, deps, clock, views, progress, keyRing } = ledger;
  return createReaper({
    isAlone: true,
    ...{ journal, writer: deps.writer, clock, keyRing, logger: silent },
    directory: directoryQuestions(views),
    outstanding: outstandingQuestions(views),
    position: () => progress.position('outstanding'),
    changed: async (since, signal) => progress.changed('outstanding', since, signal),
    ...over,
  });
};
const withSecret = async (seconds = 3_600): Promise<NotificationId> => {
  const expiresAt = new Date(Date.parse(ledger.clock.now()) + seconds * 1000).toISOString() as Instant;
  const data = { userId: 'u-1', username: 'n', resetToken: 't', expiresAt };
  const content = { kind: 'template', code: 'user.password_reset' } as const;
  const given = request({ content, data, channels: ['email', 'sms'] });
  const asked = right(await ledger.commands.requestNotification(service, given, undefined)());
  await ledger.caughtUp();
  return asked.value.id;
};
const deliver = async (id: NotificationId, channel: 'email' | 'sms') => {
  await startWorker(ledger, provider)('p-1')(workFor(id, channel));
  await ledger.caughtUp();
};
const living = async () => right(await ledger.keyRing.held('once:', { limit: 10 })()).map(({ owner }) => owner);
const turns = async () => {
  for (let turn = 0; turn < 20; turn += 1) await ledger.clock.advance(0);
};
const tellOfEnds = (reaper: Reaper): void => {
  ledger.ended.splice(0).forEach(reaper.ended);
};

describe('the secret of a notification', () => {
  it('is destroyed when the last of its deliveries has ended, however that ended', async () => {
    const reaper = newReaper();
    void reaper.run(stopping.signal);
    const id = await withSecret();
    await deliver(id, 'email');
    tellOfEnds(reaper);
    await turns();
    expect(await living()).toStrictEqual([oneTimeKey(id)]);
    provider.script(lasting);
    await deliver(id, 'sms');
    tellOfEnds(reaper);
    await turns();
    expect(await living()).toStrictEqual([]);
  });

  it('is destroyed at its own end, and what was still to be sent is ended with it', async () => {
    void newReaper().run(stopping.signal);
    const id = await withSecret(60);
    await ledger.clock.advance(61_000);
    await turns();
    expect((await ledger.events(`delivery-${id}.sms`)).map(({ event }) => event)).toMatchObject([
      { type: 'DeliveryAbandoned', data: { why: 'expired' } },
    ]);
    const about = (await ledger.events(`notification-${id}`)).map(({ event }) => event.type);
    expect(about).toStrictEqual(['NotificationRequested', 'NotificationExpired']);
    expect(await living()).toStrictEqual([]);
  });

  it('is destroyed at once where its end came while it was looked for', async () => {
    const id = await withSecret(20);
    const outstanding = outstandingQuestions(ledger.views);
    let looks = 0;
    const expired: typeof outstanding.expired = (now, limit) => async () => {
      const found = await outstanding.expired(now, limit)();
      looks += 1;
      if (looks === 1) await ledger.clock.advance(20_001);
      return found;
    };
    void newReaper({ outstanding: { ...outstanding, expired } }).run(stopping.signal);
    await turns();
    expect(looks).toBeGreaterThan(1);
    expect(await living()).not.toContain(oneTimeKey(id));
  });

  it('is destroyed by the next process, where this one died before it could', async () => {
    const id = await withSecret();
    const other = await withSecret();
    await deliver(id, 'email');
    await deliver(id, 'sms');
    right(await ledger.keyRing.ensure([oneTimeKey('never stored')])());
    await newReaper().takeUp(stopping.signal);
    expect(await living()).toStrictEqual([oneTimeKey(other)]);
  });

  it('can be sealed again where its request was never stored, and never again where it was', async () => {
    const id = await withSecret();
    await deliver(id, 'email');
    await deliver(id, 'sms');
    const unstored = oneTimeKey('never stored');
    right(await ledger.keyRing.ensure([unstored])());
    await newReaper().takeUp(stopping.signal);
    const keys = right(await ledger.keyRing.ensure([unstored, oneTimeKey(id)])());
    expect([...keys.keys()]).toStrictEqual([unstored]);
  });

  it('is destroyed later, where the keys could not be reached', async () => {
    let isAway = true;
    const destroyForGood: LedgerUnderTest['keyRing']['destroyForGood'] = (owners) => async () =>
      isAway ? E.left({ _tag: 'KeyRingUnavailable', cause: 'away' }) : ledger.keyRing.destroyForGood(owners)();
    const reaper = newReaper({ keyRing: { ...ledger.keyRing, destroyForGood } });
    void reaper.run(stopping.signal);
    const id = await withSecret();
    await deliver(id, 'email');
    await deliver(id, 'sms');
    tellOfEnds(reaper);
    await turns();
    expect(await living()).toStrictEqual([oneTimeKey(id)]);
    isAway = false;
    await ledger.clock.advance(2_000);
    await turns();
    expect(await living()).toStrictEqual([]);
  });
});

describe('beside other processes', () => {
  it('destroys what another one left, and a key without a request only once nobody can be storing that any more', async () => {
    const reaper = newReaper({ isAlone: false });
    void reaper.run(stopping.signal);
    const id = await withSecret();
    await deliver(id, 'email');
    await deliver(id, 'sms');
    right(await ledger.keyRing.ensure([oneTimeKey('being-stored')])());
    void reaper.sweep(stopping.signal);
    await turns();
    expect(await living()).toStrictEqual([oneTimeKey('being-stored')]);
    await ledger.clock.leap(301_000);
    await turns();
    expect(await living()).toStrictEqual([oneTimeKey('being-stored')]);
    await ledger.clock.leap(301_000);
    await turns();
    expect(await living()).toStrictEqual([]);
  });

  it('leaves to others what has expired, where it only destroys', async () => {
    void newReaper({ isAlone: false }).runDestroying(stopping.signal);
    const id = await withSecret(60);
    await ledger.clock.advance(61_000);
    await turns();
    expect(await ledger.events(`delivery-${id}.sms`)).toStrictEqual([]);
  });
});

it('destroys again the key of who was erased, where a crash came between', async () => {
  const dying = { destroyForGood: () => TE.left({ _tag: 'KeyRingUnavailable', cause: 'dead' } as const) };
  const { eraseRecipient } = createCommands({ ...ledger.deps, keyRing: dying });
  expect(await eraseRecipient(service, 'u-1' as UserId)()).toMatchObject({ left: { _tag: 'Unavailable' } });
  expect(right(await ledger.keyRing.held('recipient:u-1', { limit: 1 })())).toHaveLength(1);
  await ledger.caughtUp();
  await newReaper().takeUp(stopping.signal);
  expect(right(await ledger.keyRing.held('recipient:u-1', { limit: 1 })())).toStrictEqual([]);
  expect(right(await ledger.keyRing.ensure(['recipient:u-1'])())).toStrictEqual(new Map());
});
