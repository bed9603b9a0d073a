import { openRabbitMqWorkQueue, type RabbitMqWorkQueue } from '../../../src/adapters/rabbitmq/work-queue';
import { usualBatchLimits } from '../../../src/app/batches/batch-deps';
import type { Journal } from '../../../src/domain/ports/journal';
import { batchesQuestions } from '../../../src/projections/batches/questions';
import type { BatchRow } from '../../../src/projections/batches/row';
import { batchProcess, populate, release } from '../../support/batching';
import { brokerParts, cornerOfTheBroker } from '../../support/broker-corner';
import { type LedgerUnderTest, openLedgerUnderTest } from '../../support/ledger-under-test';
import { createRabbitMq, type RabbitMq } from '../../support/rabbitmq';
import { right } from '../../support/right';
import { temporaryDirectory } from '../../support/temporary-directory';
import { until } from '../../support/until';

const directory = temporaryDirectory();
const PEOPLE = 120;
const limits = { ...usualBatchLimits, chunk: 2 };
const patience = 120_000;
let ledger: LedgerUnderTest;
let broker: RabbitMq;

beforeAll(async () => {
  broker = await createRabbitMq();
  await broker.start();
  ledger = await openLedgerUnderTest(directory);
  await populate(ledger, 'u', PEOPLE);
}, patience);
afterAll(async () => {
  await ledger.close();
  await broker.remove();
}, patience);

/** The process is gone in the middle of its n-th chunk: nothing of it is stored, and its connection is closed. */
const goneAt = (nth: number, goes: () => void): Journal => {
  let begun = 0;
  return {
    ...ledger.journal,
    append: (stream, expected, events) => async () => {
      if (stream.startsWith('chunk-')) begun += 1;
      if (begun < nth) return ledger.journal.append(stream, expected, events)();
      goes();
      return new Promise(() => undefined);
    },
  };
};
const rowOf = async (batchId: string): Promise<BatchRow> => {
  const { value } = right(await batchesQuestions(ledger.views).batchRow(batchId)());
  if (value === undefined) throw new Error('no such batch');
  return value;
};

it(
  'two workers tell each recipient once, though one is killed in the middle of chunks and the broker restarts',
  async () => {
    const { requestForEveryone } = batchProcess(ledger, 'p-0', { limits });
    const { batchId } = right(await ledger.settle(requestForEveryone(release())())).value;
    await ledger.caughtUp();
    const names = cornerOfTheBroker();
    const [first, second]: ReadonlyArray<RabbitMqWorkQueue> = [0, 1].map(() =>
      openRabbitMqWorkQueue({ ...brokerParts(broker.url), names, pauseMillis: 100 }),
    );
    if (first === undefined || second === undefined) throw new Error('there are two');
    const [killed, stopping] = [new AbortController(), new AbortController()];
    let isGone = false;
    const journal = goneAt(5, () => {
      isGone = true;
      killed.abort();
      void first.close();
    });
    void batchProcess(ledger, 'p-1', { journal, queue: first.chunks, isDead: () => false }).run(killed.signal);
    const running = batchProcess(ledger, 'p-2', { queue: second.chunks, isDead: () => false }).run(stopping.signal);

    let restarted: Promise<void> | undefined;
    const restart = async (): Promise<void> => {
      await broker.stop();
      await broker.start();
    };
    await until('the batch is completed', async () => {
      await ledger.clock.advance(20);
      const { status, done, chunks } = await rowOf(batchId);
      if (done >= chunks / 2) restarted ??= restart();
      return status === 'completed';
    });
    await restarted;
    expect({ isGone, wasRestarted: restarted !== undefined }).toStrictEqual({ isGone: true, wasRestarted: true });
    expect(await rowOf(batchId)).toMatchObject({ accepted: PEOPLE, rejected: 0, untold: 0, done: PEOPLE / 2 });
    const told = (await ledger.events()).flatMap(({ event }) =>
      event.type === 'NotificationRequested' ? [event.data.userId] : [],
    );
    expect([told.length, new Set(told).size]).toStrictEqual([PEOPLE, PEOPLE]);
    expect(await ledger.breaches()).toStrictEqual([]);
    stopping.abort();
    await ledger.settle(running);
    await second.close();
  },
  patience,
);
