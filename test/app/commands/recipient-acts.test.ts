import type { Instant, NotificationId, UserId } from '../../../src/domain/shared/codecs';
import { openContents } from '../../../src/app/vault/open-contents';
import { contentPartOf } from '../../../src/domain/notification/content-part';
import type { NotificationRequested } from '../../../src/domain/notification/events';
import type { Recorded } from '../../../src/domain/shared/recorded';
import { left, type LedgerUnderTest, openLedgerUnderTest, request, service } from '../../support/ledger-under-test';
import { right } from '../../support/right';
import { temporaryDirectory } from '../../support/temporary-directory';

const directory = temporaryDirectory();
const me = 'u-1' as UserId;
const other = 'u-2' as UserId;
const notFound = { _tag: 'NotFound' };
let ledger: LedgerUnderTest;
beforeAll(async () => {
  ledger = await openLedgerUnderTest(directory);
});
afterAll(async () => ledger.close());

const requested = async (changes: Parameters<typeof request>[0] = {}): Promise<NotificationId> => {
  const given = request({ channels: ['websocket'], ...changes });
  const asked = right(await ledger.commands.requestNotification(service, given, undefined)());
  await ledger.caughtUp();
  return asked.value.id;
};
const types = async (id: NotificationId) =>
  (await ledger.events(`notification-${id}`)).map(({ event }) => event.type).slice(1);

describe('reading', () => {
  it('is recorded once, and a repeat answers with the time and place of the first', async () => {
    const id = await requested();
    const first = right(await ledger.commands.markRead(me, id)());
    await ledger.clock.advance(1_000);
    expect(right(await ledger.commands.markRead(me, id)())).toStrictEqual({ ...first, replayed: true });
    expect(await types(id)).toStrictEqual(['NotificationRead']);
  });

  it('is recorded once where it is asked for many times at once, and all are told the same', async () => {
    const id = await requested();
    const answers = await Promise.all(Array.from({ length: 6 }, async () => ledger.commands.markRead(me, id)()));
    expect(new Set(answers.map((answer) => right(answer).value.readAt)).size).toBe(1);
    expect(await types(id)).toStrictEqual(['NotificationRead']);
  });

  it('is nobody’s but the recipient’s, and only of what is there and shown', async () => {
    const later = new Date(Date.parse(ledger.clock.now()) + 1_000).toISOString() as Instant;
    expect(left(await ledger.commands.markRead(other, await requested())())).toStrictEqual(notFound);
    expect(left(await ledger.commands.markRead(me, 'no-such' as NotificationId)())).toStrictEqual(notFound);
    expect(left(await ledger.commands.markRead(me, await requested({ sendAt: later }))())).toStrictEqual(notFound);
  });

  it('of all leaves none unread, of another user’s none touched', async () => {
    const userId = 'u-all' as UserId;
    const ids = [await requested({ userId }), await requested({ userId }), await requested({ userId })];
    const foreign = await requested({ userId: other });
    right(await ledger.commands.markRead(userId, ids[0]!)());
    await ledger.caughtUp();
    expect(right(await ledger.commands.readAll(userId)()).value).toStrictEqual({ count: 2 });
    await ledger.caughtUp();
    expect(right(await ledger.commands.readAll(userId)()).value).toStrictEqual({ count: 0 });
    expect(await types(foreign)).toStrictEqual([]);
  });
});

describe('archiving', () => {
  it('takes all or none', async () => {
    const [mine, foreign] = [await requested(), await requested({ userId: other })];
    expect(left(await ledger.commands.archive(me, [mine, foreign])())).toStrictEqual(notFound);
    expect(await types(mine)).toStrictEqual([]);
    expect(right(await ledger.commands.archive(me, [mine, mine])()).value).toStrictEqual({ count: 1 });
    expect(right(await ledger.commands.archive(me, [mine])()).value).toStrictEqual({ count: 0 });
    expect(await types(mine)).toStrictEqual(['NotificationArchived']);
  });
});

describe('contacts', () => {
  const userId = 'u-contacts' as UserId;
  const change = async (set: object, cleared: ReadonlyArray<'email'> = [], roles?: ReadonlyArray<'operator'>) =>
    ledger.commands.changeContacts(service, userId, { set, cleared, roles })();
  const written = async () => (await ledger.events(`recipient-${userId}`)).map(({ event }) => event);

  it('are written once, spelled canonically, and what is so already is not written again', async () => {
    right(await change({ email: 'a@example.test', phone: '+86 138 0013 8000', locale: 'zh-cn' }, [], ['operator']));
    right(await change({ email: 'a@example.test', phone: '+8613800138000', locale: 'zh-CN' }, [], ['operator']));
    expect(await written()).toMatchObject([
      { type: 'ContactsChanged', data: { set: ['email', 'phone', 'locale'], cleared: [] } },
      { type: 'RolesChanged', data: { roles: ['operator'] } },
    ]);
    expect(JSON.stringify(await written())).not.toContain('example');
  });

  it('are cleared where they were known', async () => {
    right(await change({}, ['email']));
    right(await change({}, ['email']));
    expect((await written()).slice(2)).toMatchObject([{ data: { set: [], cleared: ['email'], personal: null } }]);
  });

  it('that can not be are all named, and never repeated', async () => {
    const failure = left(await change({ email: 'a@@b', phone: '138', locale: 'xx-YY', timezone: '+08:00' }));
    expect(failure).toMatchObject({
      _tag: 'Impossible',
      errors: [{ path: '/email' }, { path: '/phone' }, { path: '/locale' }, { path: '/timezone' }],
    });
    expect(JSON.stringify(failure)).not.toContain('a@@b');
  });
});

describe('an erasure', () => {
  it('makes everything about the person unreadable, stands once, and lets nothing new in', async () => {
    const userId = 'u-erased' as UserId;
    right(
      await ledger.commands.changeContacts(service, userId, {
        set: { email: 'a@example.test' },
        cleared: [],
        roles: undefined,
      })(),
    );
    const id = await requested({ userId });
    const [before] = await ledger.events(`notification-${id}`);
    right(await ledger.commands.eraseRecipient(service, userId)());
    expect(right(await ledger.commands.eraseRecipient(service, userId)()).replayed).toBe(true);
    if (before?.event.type !== 'NotificationRequested') throw new Error('no request is stored');
    const part = contentPartOf(before as Recorded<NotificationRequested>);
    expect(right(await openContents(ledger.deps)([part])())).toStrictEqual([{ status: 'gone' }]);
    const again = request({ userId });
    expect(left(await ledger.commands.requestNotification(service, again, undefined)())).toMatchObject({
      errors: [{ path: '/userId' }],
    });
    const change = { set: { email: 'b@example.test' }, cleared: [], roles: undefined };
    expect(left(await ledger.commands.changeContacts(service, userId, change)())).toMatchObject({ _tag: 'WrongState' });
    expect(right(await ledger.keyRing.held('recipient:u-erased', { limit: 1 })())).toStrictEqual([]);
  });
});

describe('an auditor’s reading', () => {
  it('is recorded, one after another, in the month’s stream', async () => {
    const readings = Array.from({ length: 5 }, async (_, n) =>
      ledger.commands.recordRead(service, 'user', `u-${String(n)}`)(),
    );
    const positions = (await Promise.all(readings)).map((reading) => right(reading).position);
    const recorded = await ledger.events('reads-2026-03');
    expect(recorded.map(({ position }) => position)).toStrictEqual(positions);
  });
});
