import { createEmbeddedWorkQueue } from '../../src/adapters/embedded/work-queue/create-embedded-work-queue';
import { openRabbitMqWorkQueue } from '../../src/adapters/rabbitmq/work-queue';
import { brokerParts, cornerOfTheBroker } from '../support/broker-corner';
import { brokerForTests } from '../support/rabbitmq';
import { createTestClock } from '../support/test-clock';
import { workQueueContract } from './work-queue.contract';

describe('in process', () => {
  workQueueContract(() => {
    const clock = createTestClock();
    const queue = createEmbeddedWorkQueue({ clock, pauseMillis: 1000 });
    return { queue, later: async () => clock.advance(1000) };
  });
});

describe('on RabbitMQ', () => {
  const broker = brokerForTests();
  const closings: Array<() => Promise<void>> = [];
  afterEach(async () => {
    for (const close of closings.splice(0)) await close();
  });
  workQueueContract(() => {
    const { queue, close } = openRabbitMqWorkQueue({
      ...brokerParts(broker.url()),
      names: cornerOfTheBroker(),
      pauseMillis: 200,
    });
    closings.push(close);
    // The broker lets the time pass by itself, and whoever consumes waits for what comes again.
    return { queue, later: async () => undefined };
  });
});
