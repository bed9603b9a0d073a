import type { BulkAsk, GivenRecipient } from '../../../src/app/bulk/bulk-request';
import { createQueries } from '../../../src/app/queries/create-queries';
import { checkParts } from '../../../src/app/backup/check-parts';
import { batchesQuestions } from '../../../src/projections/batches/questions';
import type { UserId } from '../../../src/domain/shared/codecs';
import { memberId } from '../../../src/domain/batch/names';
import { carryOut } from '../../support/batching';
import { ask, bulkProcess, type BulkUnderTest, call, listed, recipient } from '../../support/bulk-under-test';
import { scriptedProvider, startWorker, workFor } from '../../support/delivering';
import { type LedgerUnderTest, openLedgerUnderTest, service } from '../../support/ledger-under-test';
import { right } from '../../support/right';
import { temporaryDirectory } from '../../support/temporary-directory';

const directory = temporaryDirectory();
let ledger: LedgerUnderTest;
let process: BulkUnderTest;

beforeAll(async () => {
  ledger = await openLedgerUnderTest(directory);
  process = bulkProcess(ledger, directory);
});
afterAll(async () => ledger.close());

const now = { atLeast: undefined };
const queries = () => createQueries({ ...ledger.deps, views: ledger.views, progress: ledger.progress });
const knows = async (userId: string, contacts: { readonly locale?: string; readonly timezone?: string }) => {
  const change = { set: { email: `${userId}@example.test`, ...contacts }, cleared: [], roles: undefined };
  right(await ledger.settle(ledger.commands.changeContacts(service, userId as UserId, change)()));
};
const accept = async (recipients: ReadonlyArray<GivenRecipient>, changes: Partial<BulkAsk> = {}): Promise<string> => {
  const answer = await ledger.settle(process.bulk.request(call({ ask: ask(changes) }), listed(recipients))());
  await ledger.caughtUp();
  return right(answer).value.batchId;
};
const isOver = (batchId: string) => async () =>
  right(await batchesQuestions(ledger.views).batchRow(batchId)()).value?.status === 'completed';
const carriedOut = async (batchId: string, ...others: ReadonlyArray<BulkUnderTest>): Promise<void> =>
  carryOut(ledger, [process, ...others], isOver(batchId));
const told = async (recipients: ReadonlyArray<GivenRecipient>, changes: Partial<BulkAsk> = {}): Promise<string> => {
  const batchId = await accept(recipients, changes);
  await carriedOut(batchId);
  return batchId;
};
const inbox = async (userId: string) => {
  const any = { unreadOnly: false, archived: false, type: undefined, since: undefined, until: undefined };
  const paging = { kind: 'cursor', limit: 1, cursor: undefined } as const;
  return right(await queries().inbox({ userId: userId as UserId, ...any, paging }, now)()).data[0];
};
const contentsOf = async (batchId: string) =>
  (await ledger.events()).filter(({ stream }) => stream.startsWith(`content-${batchId}.`));
const requestsOf = async (batchId: string) =>
  (await ledger.events()).flatMap(({ event }) =>
    event.type === 'NotificationRequested' && event.data.origin.id === batchId ? [event.data] : [],
  );
const zh = '系统维护：Network upgrade';
const en = 'Maintenance: Network upgrade';

describe('what members of a batch are shown alike', () => {
  it('stands once for each way of reading, and each request says where', async () => {
    await knows('cn', { locale: 'zh-CN' });
    await knows('us', { locale: 'en-US' });
    await knows('us-too', { locale: 'en-US' });
    await knows('us-west', { locale: 'en-US', timezone: 'America/Los_Angeles' });
    const everyone = ['cn', 'us', 'us-too', 'us-west', 'unheard-of'].map((userId) => recipient(userId));
    const batchId = await told(everyone);
    expect(await contentsOf(batchId)).toHaveLength(3);
    const [cn, us, usToo, usWest, unheardOf] = (await requestsOf(batchId)).map(({ personal }) => personal);
    expect([unheardOf, usToo]).toStrictEqual([cn, us]);
    expect(new Set([cn, us, usWest].map((place) => JSON.stringify(place))).size).toBe(3);
    expect((await inbox('us'))?.title).toBe(en);
    expect((await inbox('us-west'))?.body).toContain('Jan 15, 2026, 10:00 AM');
    expect((await inbox('unheard-of'))?.title).toBe(zh);
    expect(await ledger.breaches()).toStrictEqual([]);
  });

  it('is in the language that was named for them, before that of the directory', async () => {
    await knows('named', { locale: 'zh-CN' });
    await told([recipient('named', { locale: 'en-US' }), recipient('also-named', { locale: 'en-GB' })]);
    expect([(await inbox('named'))?.title, (await inbox('also-named'))?.title]).toStrictEqual([en, en]);
  });

  it('is not what those are shown who have variables of their own, which only they can read', async () => {
    const own = ['one', 'two', 'three'].map((name) => recipient(`own-${name}`, { data: { title: name } }));
    const batchId = await told([...own, recipient('plain')]);
    expect(await contentsOf(batchId)).toHaveLength(1);
    for (const name of ['one', 'two', 'three'])
      expect(await inbox(`own-${name}`)).toMatchObject({
        title: `系统维护：${name}`,
        data: { title: name, duration: 120 },
      });
    expect((await inbox('plain'))?.title).toBe(zh);
    expect(JSON.stringify(await requestsOf(batchId))).not.toMatch(/系统维护|Network/);
  });

  it('is stored once, also by two processes at a time', async () => {
    const everyone = Array.from({ length: 240 }, (_, index) => recipient(`many-${String(index)}`));
    const batchId = await accept(everyone);
    await carriedOut(batchId, bulkProcess(ledger, directory));
    expect(await contentsOf(batchId)).toHaveLength(1);
    expect((await requestsOf(batchId)).map(({ userId }) => userId).sort()).toStrictEqual(
      everyone.map(({ userId }) => userId).sort(),
    );
    expect(await ledger.breaches()).toStrictEqual([]);
  });

  it('is shown, and sent, when it was to be sent', async () => {
    await knows('later', {});
    const sendAt = new Date(Date.parse(ledger.clock.now()) + 3_600_000).toISOString() as BulkAsk['sendAt'];
    await told([recipient('later')], { sendAt });
    expect(await inbox('later')).toBeUndefined();
    await ledger.clock.advance(3_600_000);
    await ledger.caughtUp();
    expect(await inbox('later')).toMatchObject({ title: zh, sendAt });
  });

  it('is mailed to each in their own words', async () => {
    await knows('mailed', { locale: 'en-US', timezone: 'Asia/Tokyo' });
    const batchId = await told([recipient('mailed')], { channels: ['email'] });
    const provider = scriptedProvider();
    await ledger.settle(startWorker(ledger, provider)('p-1')(workFor(memberId(batchId, 0, 0), 'email')));
    expect(provider.sent).toMatchObject([{ message: { to: 'mailed@example.test' } }]);
    expect(JSON.stringify(provider.sent)).toContain(en);
    expect(JSON.stringify(provider.sent)).toContain('Jan 16, 2026, 3:00 AM');
  });
});

describe('after an erasure', () => {
  it('whoever was erased is shown nothing of it, nobody else less, and an auditor is told so', async () => {
    await knows('to-go', { locale: 'en-US' });
    const batchId = await told([recipient('to-go'), recipient('never-known'), recipient('stays')]);
    for (const userId of ['to-go', 'never-known'])
      right(await ledger.settle(ledger.commands.eraseRecipient(service, userId as UserId)()));
    await ledger.caughtUp();
    for (const userId of ['to-go', 'never-known'])
      expect(await inbox(userId)).toMatchObject({ title: null, body: null, data: null });
    expect((await inbox('stays'))?.title).toBe(zh);
    const history = async (offset: number) =>
      right(await queries().historyOfNotification(memberId(batchId, 0, offset), now)())[0]?.personal;
    expect([await history(0), await history(1)]).toStrictEqual([{ erased: true }, { erased: true }]);
    expect(await history(2)).toMatchObject({ title: zh });
  });

  it('nothing is sent to them any more', async () => {
    await knows('not-sent', {});
    const batchId = await told([recipient('not-sent')], { channels: ['email'] });
    right(await ledger.settle(ledger.commands.eraseRecipient(service, 'not-sent' as UserId)()));
    const provider = scriptedProvider();
    await ledger.settle(startWorker(ledger, provider)('p-1')(workFor(memberId(batchId, 0, 0), 'email')));
    expect(provider.sent).toStrictEqual([]);
  });

  it('before its chunk is processed, they are not requested, with variables of their own or without', async () => {
    const batchId = await accept([
      recipient('soon-gone', { data: { title: 'Mine' } }),
      recipient('soon-gone-too'),
      recipient('remains'),
    ]);
    for (const userId of ['soon-gone', 'soon-gone-too'])
      right(await ledger.settle(ledger.commands.eraseRecipient(service, userId as UserId)()));
    await carriedOut(batchId);
    const [processed] = (await ledger.events(`chunk-${batchId}.0`)).slice(-1);
    expect(processed?.event.data).toMatchObject({
      accepted: 1,
      rejected: [
        { userId: 'soon-gone', reason: 'erased' },
        { userId: 'soon-gone-too', reason: 'erased' },
      ],
    });
    expect(await ledger.breaches()).toStrictEqual([]);
  });
});

it('a check of every sealed part finds all that is left of it', async () => {
  const { parts, unexplained } = right(
    await checkParts({ journal: ledger.journal, vault: ledger.deps.vault }, () => undefined),
  );
  expect([parts.damaged, unexplained.size]).toStrictEqual([0, 0]);
  expect(parts.opened).toBeGreaterThan(10);
});
