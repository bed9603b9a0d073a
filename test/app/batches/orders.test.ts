import type { BatchOrder } from '../../../src/app/batches/batch-view';
import { usualBatchLimits } from '../../../src/app/batches/batch-deps';
import { createQueries } from '../../../src/app/queries/create-queries';
import type { Journal } from '../../../src/domain/ports/journal';
import { batchKey } from '../../../src/domain/ports/key-ring';
import type { DomainEvent } from '../../../src/domain/events';
import type { UserId } from '../../../src/domain/shared/codecs';
import { batchProcess, carryOut, dyingAt, populate, release } from '../../support/batching';
import { left, type LedgerUnderTest, openLedgerUnderTest, service } from '../../support/ledger-under-test';
import { right } from '../../support/right';
import { temporaryDirectory } from '../../support/temporary-directory';

const directory = temporaryDirectory();
const PEOPLE = 60;
const CHUNK = 3;
let ledger: LedgerUnderTest;
let lastEvent = 0;

beforeAll(async () => {
  ledger = await openLedgerUnderTest(directory);
  await populate(ledger, 'u', PEOPLE);
});
afterAll(async () => ledger.close());

const limits = { ...usualBatchLimits, chunk: CHUNK };
const accepted = async (changes: Parameters<typeof release>[0] = {}): Promise<string> => {
  const asked = release({ origin: { kind: 'platform', id: `event-${String((lastEvent += 1))}` }, ...changes });
  const answer = right(await ledger.settle(batchProcess(ledger, 'p-0', { limits }).requestForEveryone(asked)()));
  await ledger.caughtUp();
  return answer.value.batchId;
};
const queries = () => createQueries({ ...ledger.deps, views: ledger.views, progress: ledger.progress });
const viewOf = async (batchId: string) => right(await queries().batch(batchId, { atLeast: undefined })());
const order = async (batchId: string, what: BatchOrder) => ledger.commands.orderBatch(service, batchId, what)();
const eventsOf = async (batchId: string): Promise<ReadonlyArray<DomainEvent>> =>
  (await ledger.events()).filter(({ correlationId }) => correlationId === batchId).map(({ event }) => event);
const chunksIn = (events: ReadonlyArray<DomainEvent>) =>
  events.filter(({ type }) => type === 'BatchChunkProcessed').length;
const toldIn = (events: ReadonlyArray<DomainEvent>) =>
  events.flatMap((event) => (event.type === 'NotificationRequested' ? [event.data.userId] : []));

/** A journal in which something happens as soon as so many chunks are told, before anybody hears of the last of them. */
const afterChunks = (count: number, happens: () => Promise<unknown>): Journal => {
  let told = 0;
  return {
    ...ledger.journal,
    append: (stream, expected, events) => async () => {
      const appended = await ledger.journal.append(stream, expected, events)();
      if (stream.startsWith('chunk-')) told += 1;
      if (stream.startsWith('chunk-') && told === count) await happens();
      return appended;
    },
  };
};
/** Two processes at the batches, until they are stopped. */
const begin = (journal: Journal) => {
  const stopping = new AbortController();
  const processes = ['p-1', 'p-2'].map((name) => batchProcess(ledger, name, { journal }));
  const running = Promise.all(processes.map(async ({ run }) => run(stopping.signal)));
  return async () => {
    stopping.abort();
    await ledger.settle(running);
    await ledger.caughtUp();
  };
};
const finish = async (batchId: string): Promise<void> =>
  carryOut(ledger, [batchProcess(ledger, 'p-9')], async () => (await viewOf(batchId)).completedAt !== null);
const turns = async (count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn += 1) await ledger.clock.advance(turn % 10 === 9 ? 500 : 0);
};

/** Each process of the tests has two chunks in hand. */
const IN_HAND = 2;

describe('a batch that is paused', () => {
  it('stops within the chunks that each worker has in hand, and is finished once it is resumed', async () => {
    const batchId = await accepted();
    let atPause = 0;
    const pause = async (): Promise<void> => {
      right(await order(batchId, 'pause'));
      atPause = chunksIn(await eventsOf(batchId));
    };
    const stop = begin(afterChunks(4, pause));
    await turns(200);
    const stood = chunksIn(await eventsOf(batchId));
    expect(stood - atPause).toBeLessThanOrEqual(2 * IN_HAND);
    expect(await viewOf(batchId)).toMatchObject({
      ...{ status: 'paused', processedUsers: stood * CHUNK, estimatedSecondsRemaining: null, completedAt: null },
    });
    right(await order(batchId, 'pause'));
    right(await order(batchId, 'resume'));
    await stop();
    await finish(batchId);
    const events = await eventsOf(batchId);
    expect(toldIn(events).length).toBe(PEOPLE);
    expect(events.filter(({ type }) => type === 'BatchPaused')).toHaveLength(1);
    expect(await viewOf(batchId)).toMatchObject({ status: 'completed', progress: 100, successCount: PEOPLE });
    expect(await ledger.breaches()).toStrictEqual([]);
  });

  it('goes on at once, also where it was resumed before anybody noticed', async () => {
    const batchId = await accepted();
    right(await order(batchId, 'pause'));
    right(await order(batchId, 'resume'));
    await ledger.caughtUp();
    await finish(batchId);
    expect(await viewOf(batchId)).toMatchObject({ status: 'completed' });
  });
});

describe('a batch that is cancelled', () => {
  const sumsOf = ({ successCount, failureCount, untoldCount }: Awaited<ReturnType<typeof viewOf>>) =>
    successCount + failureCount + untoldCount;

  it('tells nobody more, and says exactly who got it', async () => {
    const batchId = await accepted();
    const stop = begin(afterChunks(4, async () => right(await order(batchId, 'cancel'))));
    await finish(batchId);
    await stop();
    const view = await viewOf(batchId);
    const told = toldIn(await eventsOf(batchId));
    expect(view.status).toBe('cancelled');
    expect(view.successCount).toBe(told.length);
    expect(sumsOf(view)).toBe(PEOPLE);
    expect(view.untoldCount).toBeGreaterThan(0);
    expect(await ledger.breaches()).toStrictEqual([]);
  });

  it('adds up also where a worker died in the middle of a chunk, or comes too late with one', async () => {
    for (const stored of [false, true]) {
      const batchId = await accepted();
      const dying = batchProcess(ledger, 'p-1', { journal: dyingAt(ledger.journal, 3, stored) });
      void dying.run(new AbortController().signal);
      await turns(100);
      right(await order(batchId, 'cancel'));
      await ledger.caughtUp();
      await finish(batchId);
      const late = { batchId, index: PEOPLE / CHUNK - 1, priority: 'P3' } as const;
      await ledger.settle(batchProcess(ledger, 'p-2').processChunk(late)());
      await ledger.caughtUp();
      const view = await viewOf(batchId);
      expect(sumsOf(view)).toBe(PEOPLE);
      expect(view.successCount).toBe(toldIn(await eventsOf(batchId)).length);
      expect(await ledger.breaches()).toStrictEqual([]);
    }
  });

  it('takes no other order, and a batch that nobody knows none at all', async () => {
    const batchId = await accepted();
    right(await order(batchId, 'cancel'));
    right(await order(batchId, 'cancel'));
    expect(left(await order(batchId, 'resume'))).toStrictEqual({
      _tag: 'WrongState',
      detail: 'The batch is cancelled.',
    });
    expect(left(await order('nobody', 'pause'))).toStrictEqual({ _tag: 'NotFound' });
    await ledger.caughtUp();
    await finish(batchId);
    expect(await viewOf(batchId)).toMatchObject({ untoldCount: PEOPLE, processedUsers: 0, progress: 0 });
  });
});

it('a batch whose content can not be read any more fails, and accounts for everyone', async () => {
  const batchId = await accepted();
  right(await ledger.keyRing.destroyForGood([batchKey(batchId)])());
  await finish(batchId);
  expect(await viewOf(batchId)).toMatchObject({
    ...{ status: 'failed', failure: 'content-unreadable', untoldCount: PEOPLE, successCount: 0 },
  });
  expect(await ledger.breaches()).toStrictEqual([]);
});

it('who was refused is listed among the failures, with the reason', async () => {
  await populate(ledger, 'gone', 1);
  const batchId = await accepted();
  right(await ledger.settle(ledger.commands.eraseRecipient(service, 'gone-000' as UserId)()));
  await ledger.caughtUp();
  await finish(batchId);
  const paging = { kind: 'page', page: 1, pageSize: 20 } as const;
  const failures = right(await queries().batchFailures(batchId, paging, { atLeast: undefined })());
  expect(failures).toMatchObject({ total: 1, data: [{ userId: 'gone-000', status: 'rejected', reason: 'erased' }] });
  expect(await viewOf(batchId)).toMatchObject({ successCount: PEOPLE, failureCount: 1, progress: 100 });
});
