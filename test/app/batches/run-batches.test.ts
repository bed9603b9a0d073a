import { usualBatchLimits } from '../../../src/app/batches/batch-deps';
import { createQueries } from '../../../src/app/queries/create-queries';
import { batchesQuestions } from '../../../src/projections/batches/questions';
import type { BatchRow } from '../../../src/projections/batches/row';
import { memberId } from '../../../src/domain/batch/names';
import type { DomainEvent } from '../../../src/domain/events';
import type { UserId } from '../../../src/domain/shared/codecs';
import { batchProcess, type BatchProcess, carryOut, dyingAt, populate, release } from '../../support/batching';
import { scriptedProvider, startWorker, workFor } from '../../support/delivering';
import { type LedgerUnderTest, openLedgerUnderTest, service } from '../../support/ledger-under-test';
import { right } from '../../support/right';
import { temporaryDirectory } from '../../support/temporary-directory';

const directory = temporaryDirectory();
const PEOPLE = 42;
let ledger: LedgerUnderTest;
let lastEvent = 0;

beforeAll(async () => {
  ledger = await openLedgerUnderTest(directory);
  await populate(ledger, 'u', PEOPLE);
});
afterAll(async () => ledger.close());

const limits = { ...usualBatchLimits, chunk: 20 };
const fresh = (changes: Parameters<typeof release>[0] = {}) =>
  release({ origin: { kind: 'platform', id: `event-${String((lastEvent += 1))}` }, ...changes });
const accepted = async (asked = fresh()): Promise<string> => {
  const answer = right(await ledger.settle(batchProcess(ledger, 'p-0', { limits }).requestForEveryone(asked)()));
  await ledger.caughtUp();
  return answer.value.batchId;
};
const rowOf = async (batchId: string): Promise<BatchRow> => {
  const { value } = right(await batchesQuestions(ledger.views).batchRow(batchId)());
  if (value === undefined) throw new Error('no such batch');
  return value;
};
const isOver = (batchId: string) => async () => (await rowOf(batchId)).status === 'completed';
const carriedOut = async (batchId: string, ...processes: ReadonlyArray<BatchProcess>): Promise<void> =>
  carryOut(ledger, processes, isOver(batchId));
const eventsOf = async (batchId: string): Promise<ReadonlyArray<DomainEvent>> =>
  (await ledger.events()).filter(({ correlationId }) => correlationId === batchId).map(({ event }) => event);
const toldIn = (events: ReadonlyArray<DomainEvent>): ReadonlyArray<string> =>
  events.flatMap((event) => (event.type === 'NotificationRequested' ? [event.data.userId] : []));
const queries = () => createQueries({ ...ledger.deps, views: ledger.views, progress: ledger.progress });
const now = { atLeast: undefined };
const newest = async (userId: string) => {
  const any = { unreadOnly: false, archived: false, type: undefined, since: undefined, until: undefined };
  const paging = { kind: 'cursor', limit: 1, cursor: undefined } as const;
  return right(await queries().inbox({ userId: userId as UserId, ...any, paging }, now)()).data[0];
};
const everyone = Array.from({ length: PEOPLE }, (_, index) => `u-${String(index).padStart(3, '0')}`);

describe('a batch that is sealed', () => {
  it('tells each of its recipients once, chunk by chunk, and then is completed', async () => {
    const batchId = await accepted();
    await carriedOut(batchId, batchProcess(ledger, 'p-1'));
    const events = await eventsOf(batchId);
    expect(toldIn(events)).toStrictEqual(everyone);
    expect(events.filter(({ type }) => type === 'BatchChunkProcessed').length).toBeGreaterThan(2);
    expect(events.at(-1)).toStrictEqual({
      type: 'BatchCompleted',
      data: { batchId, accepted: PEOPLE, rejected: 0 },
    });
    expect(await ledger.breaches()).toStrictEqual([]);
  });

  it('stands in each inbox, in the language of its reader, and can be read there', async () => {
    const batchId = await accepted(fresh());
    await carriedOut(batchId, batchProcess(ledger, 'p-1'));
    expect([await newest('u-000'), await newest('u-001')]).toStrictEqual([
      expect.objectContaining({ id: `${batchId}.0.0`, title: '系统更新：Snapshots' }),
      expect.objectContaining({ id: `${batchId}.0.1`, title: 'Update: Snapshots' }),
    ]);
    const id = memberId(batchId, 0, 1);
    right(await ledger.settle(ledger.commands.markRead('u-001' as UserId, id)()));
    await ledger.caughtUp();
    expect((await newest('u-001'))?.readAt).not.toBeNull();
  });

  it('is mailed to each, and its history can be told from the request on', async () => {
    const batchId = await accepted(fresh({ channels: ['websocket', 'email'] }));
    await carriedOut(batchId, batchProcess(ledger, 'p-1'));
    const id = memberId(batchId, 0, 5);
    const provider = scriptedProvider();
    await ledger.caughtUp();
    await ledger.settle(startWorker(ledger, provider)('p-1')(workFor(id, 'email')));
    expect(provider.sent).toMatchObject([{ key: `${id}.email`, message: { to: 'u-5@example.test' } }]);
    await ledger.caughtUp();
    const history = right(await queries().historyOfNotification(id, { atLeast: undefined })());
    expect(history.map(({ event }) => event.type)).toStrictEqual([
      'NotificationRequested',
      'DeliveryAttemptStarted',
      'DeliveryAttemptSucceeded',
    ]);
  });

  it('says of who was erased meanwhile that nothing was sent, and keeps its own word on the count', async () => {
    await populate(ledger, 'gone', 1);
    const batchId = await accepted();
    right(await ledger.settle(ledger.commands.eraseRecipient(service, 'gone-000' as UserId)()));
    await ledger.caughtUp();
    await carriedOut(batchId, batchProcess(ledger, 'p-1'));
    const events = await eventsOf(batchId);
    expect(toldIn(events)).toStrictEqual(everyone);
    const rejected = events.flatMap((event) => (event.type === 'BatchChunkProcessed' ? event.data.rejected : []));
    expect(rejected).toStrictEqual([{ userId: 'gone-000', reason: 'erased' }]);
    expect(await rowOf(batchId)).toMatchObject({ accepted: PEOPLE, rejected: 1, count: PEOPLE + 1 });
    expect(await ledger.breaches()).toStrictEqual([]);
  });

  it('waits while too much of its priority is due, and goes on as that is delivered', async () => {
    const batchId = await accepted();
    const { run } = batchProcess(ledger, 'p-1', { due: () => 1_024 });
    const stopping = new AbortController();
    const running = run(stopping.signal);
    await ledger.clock.advance(10_000);
    expect(await rowOf(batchId)).toMatchObject({ status: 'processing', done: 0 });
    stopping.abort();
    await ledger.settle(running);
    await carriedOut(batchId, batchProcess(ledger, 'p-1', { due: () => 1_023 }));
  });

  it('of a more urgent priority goes first', async () => {
    const later = await accepted(fresh({ priority: 'P3' }));
    const urgent = await accepted(fresh({ priority: 'P1' }));
    await carriedOut(later, batchProcess(ledger, 'p-1'));
    const order = (await ledger.events()).flatMap(({ event }) =>
      event.type === 'BatchCompleted' && [later, urgent].includes(event.data.batchId) ? [event.data.batchId] : [],
    );
    expect(order).toStrictEqual([urgent, later]);
  });
});

describe('whatever dies or is doubled', () => {
  it('two processes at one batch tell each recipient once', async () => {
    const batchId = await accepted();
    const isDead = () => false;
    await carriedOut(
      batchId,
      batchProcess(ledger, 'p-1', { isDead }),
      batchProcess(ledger, 'p-2', { isDead }),
      batchProcess(ledger, 'p-3', { isDead }),
    );
    expect(toldIn(await eventsOf(batchId))).toStrictEqual(everyone);
    expect(await ledger.breaches()).toStrictEqual([]);
  });

  it.each(
    [0, 1, 2, 3, 4, 5].flatMap((nth) => [
      [nth, false],
      [nth, true],
    ]) as ReadonlyArray<readonly [number, boolean]>,
  )('a process that dies at append %d (stored: %s) is followed by one that finishes its work', async (nth, stored) => {
    const batchId = await accepted();
    const dying = batchProcess(ledger, 'p-1', { journal: dyingAt(ledger.journal, nth, stored) });
    void dying.run(new AbortController().signal);
    for (let turns = 0; turns < 50; turns += 1) await ledger.clock.advance(0);
    await carriedOut(batchId, batchProcess(ledger, 'p-2'));
    const events = await eventsOf(batchId);
    expect(toldIn(events)).toStrictEqual(everyone);
    expect(events.filter(({ type }) => type === 'BatchCompleted')).toHaveLength(1);
    expect(await ledger.breaches()).toStrictEqual([]);
  });

  it('a batch that was never sealed is abandoned once its process is dead, and not before', async () => {
    const asked = fresh();
    void batchProcess(ledger, 'p-1', {
      journal: dyingAt(ledger.journal, 2, true),
      limits: { ...limits, appendBytes: 1 },
    }).requestForEveryone(asked)();
    for (let turns = 0; turns < 20; turns += 1) await ledger.clock.advance(0);
    await ledger.caughtUp();
    const open = async () => right(await batchesQuestions(ledger.views).accepting(9)()).value.map(({ row }) => row);
    const [left] = await open();
    const stopping = new AbortController();
    const waiting = batchProcess(ledger, 'p-2', { isDead: () => false }).run(stopping.signal);
    await ledger.clock.advance(5_000);
    expect(await open()).toHaveLength(1);
    stopping.abort();
    await ledger.settle(waiting);
    await carryOut(ledger, [batchProcess(ledger, 'p-2')], async () => (await open()).length === 0);
    expect(await rowOf(left?.batchId ?? '')).toMatchObject({ status: 'abandoned', done: 0 });
    expect(toldIn(await eventsOf(left?.batchId ?? ''))).toStrictEqual([]);
  });
});
