import {
  type EventStoreDbJournal,
  openEventStoreDbJournal,
} from '../../src/adapters/eventstoredb/open-eventstoredb-journal';
import { type Behaviour, type MisbehavingServer, startMisbehaving } from './misbehaving-eventstoredb';
import { right } from './right';
import { createTestClock, type TestClock } from './test-clock';
import { until } from './until';

export const limits = { answerMillis: 5_000, patienceMillis: 10_000 };

export type EventStoreDbUnderTest = {
  readonly serve: (behaviour?: Behaviour, port?: number) => Promise<MisbehavingServer>;
  readonly open: (url: string) => Promise<EventStoreDbJournal & { readonly clock: TestClock }>;
  readonly closeLater: (close: () => void | Promise<void>) => void;
};

/** Servers and journals of a test, closed after it. Time passes only where the test moves it on. */
export const eventStoreDbUnderTest = (): EventStoreDbUnderTest => {
  const closings: Array<() => void | Promise<void>> = [];
  afterEach(async () => {
    for (const close of closings.splice(0).reverse()) await close();
  });
  return {
    serve: async (behaviour = {}, port = 0) => {
      const server = await startMisbehaving(behaviour, port);
      closings.push(server.stop);
      return server;
    },
    open: async (url) => {
      const clock = createTestClock();
      const { journal, close } = right(await openEventStoreDbJournal({ url, clock, limits })());
      closings.push(close);
      return { journal, close, clock };
    },
    closeLater: (close) => closings.push(close),
  };
};

/** The time moves on for as long as the work takes. */
export const whileTimePasses = async <A>({ advance }: TestClock, work: Promise<A>): Promise<A> => {
  let isOver = false;
  const end = (): void => {
    isOver = true;
  };
  work.then(end, end);
  await until('the work to end', async () => {
    if (!isOver) await advance(100);
    return isOver;
  });
  return work;
};
