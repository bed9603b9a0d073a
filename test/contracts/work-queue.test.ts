import {
  createEmbeddedChunkQueue,
  createEmbeddedWorkQueue,
} from '../../src/adapters/embedded/work-queue/create-embedded-work-queue';
import { openRabbitMqWorkQueue } from '../../src/adapters/rabbitmq/work-queue';
import { brokerParts, cornerOfTheBroker } from '../support/broker-corner';
import { brokerForTests } from '../support/rabbitmq';
import { createTestClock } from '../support/test-clock';
import { channelsContract, chunksOf, emailsOf, workQueueContract } from './work-queue.contract';

describe('in process', () => {
  const opened = () => {
    const clock = createTestClock();
    const parts = { clock, pauseMillis: 1000 };
    return { parts, later: async () => clock.advance(1000) };
  };
  describe('of deliveries', () => {
    workQueueContract(() => {
      const { parts, later } = opened();
      return { queue: emailsOf(createEmbeddedWorkQueue(parts)), later };
    });
    channelsContract(() => ({ queue: createEmbeddedWorkQueue(opened().parts) }));
  });
  describe('of chunks', () => {
    workQueueContract(() => {
      const { parts, later } = opened();
      return { queue: chunksOf(createEmbeddedChunkQueue(parts)), later };
    });
  });
});

describe('on RabbitMQ', () => {
  const broker = brokerForTests();
  const closings: Array<() => Promise<void>> = [];
  afterEach(async () => {
    for (const close of closings.splice(0)) await close();
  });
  const opened = () => {
    const { queue, chunks, close } = openRabbitMqWorkQueue({
      ...brokerParts(broker.url()),
      names: cornerOfTheBroker(),
      pauseMillis: 200,
    });
    closings.push(close);
    // The broker lets the time pass by itself, and whoever consumes waits for what comes again.
    return { queue, chunks, later: async () => undefined };
  };
  describe('of deliveries', () => {
    workQueueContract(() => {
      const { queue, later } = opened();
      return { queue: emailsOf(queue), later };
    });
    channelsContract(opened);
  });
  describe('of chunks', () => {
    workQueueContract(() => {
      const { chunks, later } = opened();
      return { queue: chunksOf(chunks), later };
    });
  });
});
