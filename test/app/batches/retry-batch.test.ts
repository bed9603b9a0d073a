import { usualBatchLimits } from '../../../src/app/batches/batch-deps';
import { createRetryBatch } from '../../../src/app/batches/retry-batch';
import { createQueries } from '../../../src/app/queries/create-queries';
import type { NotificationRequested } from '../../../src/domain/notification/events';
import type { UserId } from '../../../src/domain/shared/codecs';
import { batchesQuestions } from '../../../src/projections/batches/questions';
import { memberId } from '../../../src/domain/batch/names';
import { batchProcess, carryOut, populate, release } from '../../support/batching';
import { lasting, scriptedProvider, startWorker, workFor } from '../../support/delivering';
import { left, type LedgerUnderTest, openLedgerUnderTest, service } from '../../support/ledger-under-test';
import { right } from '../../support/right';
import { temporaryDirectory } from '../../support/temporary-directory';

const directory = temporaryDirectory();
const limits = { ...usualBatchLimits, chunk: 4 };
let ledger: LedgerUnderTest;
let lastEvent = 0;

beforeAll(async () => {
  ledger = await openLedgerUnderTest(directory);
  await populate(ledger, 'u', 10);
});
afterAll(async () => ledger.close());

const viewOf = async (batchId: string) =>
  right(
    await createQueries({ ...ledger.deps, views: ledger.views, progress: ledger.progress }).batch(batchId, {
      atLeast: undefined,
    })(),
  );
const finish = async (batchId: string): Promise<void> => {
  await ledger.caughtUp();
  await carryOut(ledger, [batchProcess(ledger, 'p-9')], async () => (await viewOf(batchId)).completedAt !== null);
  await ledger.caughtUp();
};
const begun = async (): Promise<string> => {
  const asked = release({
    channels: ['websocket', 'email'],
    origin: { kind: 'platform', id: String((lastEvent += 1)) },
  });
  return right(await ledger.settle(batchProcess(ledger, 'p-0', { limits }).requestForEveryone(asked)())).value.batchId;
};
const retrying = () => {
  const { deps, acceptBatch } = batchProcess(ledger, 'p-1', { limits });
  return createRetryBatch({ ...deps, acceptBatch, batches: batchesQuestions(ledger.views) });
};
const retry = async (batchId: string) => ledger.settle(retrying()(service, batchId)());
const requestsOf = async (batchId: string) =>
  (await ledger.events()).flatMap(({ event, correlationId }) =>
    event.type === 'NotificationRequested' && correlationId === batchId ? [event] : [],
  ) as ReadonlyArray<NotificationRequested>;

it('tells those who failed again, once, on the channel on which they failed, as a batch that names the old one', async () => {
  const batchId = await begun();
  await finish(batchId);
  const failing = scriptedProvider();
  failing.script(lasting);
  const id = memberId(batchId, 1, 2);
  await ledger.settle(startWorker(ledger, failing)('p-1')(workFor(id, 'email')));
  await ledger.caughtUp();
  const again = right(await retry(batchId));
  expect(again).toMatchObject({ value: { totalUsers: 1 }, replayed: false });
  await finish(again.value.batchId);
  const requested = await requestsOf(again.value.batchId);
  const [old] = (await requestsOf(batchId)).filter(({ data }) => data.notificationId === id);
  expect(requested.map(({ data }) => [data.userId, data.channels])).toStrictEqual([[old?.data.userId, ['email']]]);
  expect(await viewOf(again.value.batchId)).toMatchObject({ retryOf: batchId, status: 'completed', totalUsers: 1 });
  expect(right(await retry(batchId))).toMatchObject({ value: again.value, replayed: true });
  expect(await ledger.breaches()).toStrictEqual([]);
});

it('is refused while the batch goes on, where nobody failed, and for a batch that is none', async () => {
  const batchId = await begun();
  await ledger.caughtUp();
  expect(left(await retry(batchId))).toMatchObject({ _tag: 'WrongState' });
  await finish(batchId);
  expect(left(await retry(batchId))).toStrictEqual({ _tag: 'WrongState', detail: 'Nobody of the batch failed.' });
  expect(left(await retry('nobody'))).toStrictEqual({ _tag: 'NotFound' });
});

it('tells nobody again who was erased meanwhile', async () => {
  await populate(ledger, 'gone', 1);
  const batchId = await begun();
  right(await ledger.settle(ledger.commands.eraseRecipient(service, 'gone-000' as UserId)()));
  await finish(batchId);
  const again = right(await retry(batchId));
  await finish(again.value.batchId);
  expect(await requestsOf(again.value.batchId)).toStrictEqual([]);
  expect(await viewOf(again.value.batchId)).toMatchObject({ successCount: 0, failureCount: 1 });
});
