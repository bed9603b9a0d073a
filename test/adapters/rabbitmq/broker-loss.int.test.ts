/** What a broker that stops, dies or loses its disk costs: time, and no message that it had confirmed. */
import * as E from 'fp-ts/Either';
import { openRabbitMqIntake } from '../../../src/adapters/rabbitmq/intake';
import { openRabbitMqWorkQueue, type RabbitMqWorkQueue } from '../../../src/adapters/rabbitmq/work-queue';
import { brokerParts, cornerOfTheBroker } from '../../support/broker-corner';
import { openPlatformSide } from '../../support/platform-side';
import { createRabbitMq, type RabbitMq } from '../../support/rabbitmq';
import { right } from '../../support/right';
import { until } from '../../support/until';
import { consumeEmail, emailWork } from '../../support/work-under-test';

const messages = 5_000;
const patience = { timeout: 120_000 };

let broker: RabbitMq;
beforeAll(async () => {
  broker = await createRabbitMq();
  await broker.start();
}, patience.timeout);
afterAll(async () => broker.remove(), patience.timeout);

const names = Array.from({ length: messages }, (_, index) => `n-${index}`);

/** Publishes in groups, each again until it is confirmed. */
const publishAll = async ({ queue }: RabbitMqWorkQueue, onPublished: (count: number) => void): Promise<void> => {
  for (let from = 0; from < names.length; from += 100) {
    const work = names.slice(from, from + 100).map((name) => emailWork(name));
    let confirmed = E.isRight(await queue.publish(work)());
    while (!confirmed) confirmed = E.isRight(await queue.publish(work)());
    onPublished(from + work.length);
  }
};

it(
  'handles all work that was confirmed, although the broker stops and starts half-way',
  async () => {
    const opened = openRabbitMqWorkQueue({
      ...brokerParts(broker.url),
      names: cornerOfTheBroker(),
      pauseMillis: 100,
    });
    let restarted: Promise<void> | undefined;
    const restart = async (): Promise<void> => {
      await broker.stop();
      await broker.start();
    };
    const consuming = consumeEmail(opened.queue);
    await publishAll(opened, (count) => {
      if (count >= messages / 2) restarted ??= restart();
    });
    await restarted;
    await until('everything handled', () => consuming.handled.size === messages);
    expect(opened.queue.losses?.count()).toBe(0);
    await consuming.stop();
    await opened.close();
  },
  patience.timeout,
);

it(
  "hands out again the platform's messages that were not yet acknowledged when the broker was killed",
  async () => {
    const corner = cornerOfTheBroker();
    const intake = openRabbitMqIntake({
      ...brokerParts(broker.url),
      names: corner,
      eventTypes: ['a.happened'],
      retryDelays: [20],
    });
    await until('connected', intake.connected);
    const platform = await openPlatformSide(broker.url, corner);
    await Promise.all(names.slice(0, 500).map(async (name) => platform.publish('a.happened', name)));
    const stored = new Set<string>();
    const stopping = new AbortController();
    let restarted: Promise<void> | undefined;
    const restart = async (): Promise<void> => {
      await broker.stop('SIGKILL');
      await broker.start();
    };
    platform.leave();
    const consuming = intake.consume({
      eventTypes: ['a.happened'],
      prefetch: 50,
      signal: stopping.signal,
      resume: async () => undefined,
      handle: async ({ body }) => {
        stored.add(Buffer.from(body).toString());
        if (stored.size > 200) restarted ??= restart();
        return 'stored';
      },
    });
    await until('everything stored', () => stored.size === 500);
    await restarted;
    stopping.abort();
    await consuming;
    right(await intake.close()());
  },
  patience.timeout,
);

it(
  'notices that a broker has lost its disk, and goes on with what it is given from then on',
  async () => {
    const opened = openRabbitMqWorkQueue({
      ...brokerParts(broker.url),
      names: cornerOfTheBroker(),
      pauseMillis: 100,
    });
    const { losses } = opened.queue;
    const consuming = consumeEmail(opened.queue);
    right(await opened.queue.publish([emailWork('before')])());
    await until('the first handled', () => consuming.handled.has('before'));
    const told = losses?.changed(0, new AbortController().signal);

    await broker.stop('SIGKILL');
    await broker.wipe();
    await broker.start();
    await told;
    expect(losses?.count()).toBe(1);
    await until('published on the new broker', async () =>
      E.isRight(await opened.queue.publish([emailWork('after')])()),
    );
    await until('the second handled', () => consuming.handled.has('after'));
    await consuming.stop();
    await opened.close();
  },
  patience.timeout,
);
