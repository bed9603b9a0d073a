/** What others do to the broker while the ledger uses it. */
import { type Channel, type ChannelModel, connect } from 'amqplib';
import * as E from 'fp-ts/Either';
import type { BrokerParts } from '../../../src/adapters/rabbitmq/broker';
import { openRabbitMqIntake } from '../../../src/adapters/rabbitmq/intake';
import { deliverQueue, eventQueue, retryQueue } from '../../../src/adapters/rabbitmq/names';
import { openRabbitMqWorkQueue } from '../../../src/adapters/rabbitmq/work-queue';
import { systemClock } from '../../../src/adapters/system/clock';
import type { Clock } from '../../../src/domain/ports/clock';
import { brokerParts, cornerOfTheBroker, unwatched } from '../../support/broker-corner';
import { cuttable } from '../../support/cuttable';
import { openPlatformSide } from '../../support/platform-side';
import { createRabbitMq, type RabbitMq } from '../../support/rabbitmq';
import { right } from '../../support/right';
import { until } from '../../support/until';
import { consumeEmail, emailWork } from '../../support/work-under-test';

const patience = 120_000;

let broker: RabbitMq;
let other: ChannelModel;
beforeAll(async () => {
  broker = await createRabbitMq();
  await broker.start();
  other = await connect(broker.url);
}, patience);
afterAll(async () => {
  await other.close();
  await broker.remove();
}, patience);

const closings: Array<() => Promise<unknown>> = [];
afterEach(async () => {
  for (const close of closings.splice(0)) await close();
});

/** Everything that it waits for comes ten times as early. */
const hurriedClock: Clock = {
  now: systemClock.now,
  wait: async (millis, signal) => systemClock.wait(millis / 10, signal),
};

const openWorkQueue = (parts: Partial<BrokerParts> = {}, names = cornerOfTheBroker()) => {
  const opened = openRabbitMqWorkQueue({ ...brokerParts(broker.url), names, pauseMillis: 100, ...parts });
  closings.push(opened.close);
  return { ...opened, names, emailQueue: deliverQueue(names, 'email') };
};
/** Somebody else on the broker. What the broker refuses closes the channel. */
const asOther = async <A>(act: (channel: Channel) => Promise<A>): Promise<A> => {
  const channel = await other.createChannel();
  let isOpen = true;
  channel.on('error', () => (isOpen = false));
  return act(channel).finally(async () => (isOpen ? channel.close() : undefined));
};
const consumers = async (queue: string): Promise<number> =>
  asOther(async (channel) => channel.checkQueue(queue)).then(
    ({ consumerCount }) => consumerCount,
    () => 0,
  );
const begun = async (queue: string): Promise<void> => until('a consumer', async () => (await consumers(queue)) === 1);
const delivered = async ({ queue }: ReturnType<typeof openWorkQueue>, name: string): Promise<void> => {
  await until(`${name} published`, async () => E.isRight(await queue.publish([emailWork(name)])()));
};

it('declares a queue again that is deleted under its consumer, and goes on', async () => {
  const opened = openWorkQueue();
  await delivered(opened, 'before');
  const consuming = consumeEmail(opened.queue);
  await until('the first', () => consuming.handled.has('before'));
  await asOther(async (channel) => channel.deleteQueue(opened.emailQueue));
  await begun(opened.emailQueue);
  await delivered(opened, 'after');
  await until('the second', () => consuming.handled.has('after'));
  await consuming.stop();
});

it('says so when no queue takes what it publishes, and declares the queue before the next', async () => {
  const opened = openWorkQueue();
  await delivered(opened, 'before');
  await asOther(async (channel) => channel.deleteQueue(opened.emailQueue));
  expect(E.isLeft(await opened.queue.publish([emailWork('lost')])())).toBe(true);
  right(await opened.queue.publish([emailWork('after')])());
  expect(right(await opened.queue.waiting('email')())).toBe(1);
});

it('publishes again after an error has closed its channel', async () => {
  const opened = openWorkQueue();
  await delivered(opened, 'before');
  await asOther(async (channel) => channel.deleteExchange(opened.names.work));
  expect(E.isLeft(await opened.queue.publish([emailWork('lost')])())).toBe(true);
  right(await opened.queue.publish([emailWork('after')])());
  expect(right(await opened.queue.waiting('email')())).toBe(2);
});

it('uses exchanges and queues as they stand that exist with other arguments, and reports each once', async () => {
  const names = cornerOfTheBroker();
  await asOther(async (channel) => {
    await channel.assertExchange(names.events, 'topic', { durable: false });
    await channel.assertQueue(eventQueue(names, 'a.happened'), { durable: true, maxLength: 7 });
    await channel.assertQueue(retryQueue(eventQueue(names, 'b.happened'), 1), { durable: true, messageTtl: 50 });
  });
  const different: Array<string> = [];
  const intake = openRabbitMqIntake({
    ...brokerParts(broker.url, { differs: (name) => different.push(name) }),
    names,
    eventTypes: ['a.happened', 'b.happened'],
    retryDelays: [20],
  });
  await until('connected', intake.connected);
  const platform = await openPlatformSide(broker.url, names);
  closings.push(platform.close, async () => intake.close()());
  await platform.publish('a.happened', 'heard');
  const stop = new AbortController();
  const bodies: Array<string> = [];
  await intake.consume({
    eventTypes: ['a.happened', 'b.happened'],
    prefetch: 10,
    signal: stop.signal,
    resume: async () => undefined,
    handle: async ({ body }) => {
      bodies.push(Buffer.from(body).toString());
      stop.abort();
      return 'stored';
    },
  });
  expect(bodies).toStrictEqual(['heard']);
  expect(different).toStrictEqual([
    names.events,
    eventQueue(names, 'a.happened'),
    retryQueue(eventQueue(names, 'b.happened'), 1),
  ]);
});

it(
  'publishes nothing while the broker is short of memory, says so in time, and consumes on',
  async () => {
    const opened = openWorkQueue({ clock: hurriedClock });
    await delivered(opened, 'before');
    await broker.control('set_vm_memory_high_watermark', 'absolute', '1');
    expect(E.isLeft(await opened.queue.publish([emailWork('refused')])())).toBe(true);
    expect(E.isLeft(await opened.queue.publish([emailWork('refused again')])())).toBe(true);
    const consuming = consumeEmail(opened.queue);
    await until('what was there', () => consuming.handled.has('before'));
    await broker.control('set_vm_memory_high_watermark', '0.8');
    await delivered(opened, 'after');
    await until('the next', () => consuming.handled.has('after'));
    expect([...consuming.handled]).not.toContain('refused again');
    await consuming.stop();
  },
  patience,
);

it(
  'comes back after each loss of its connections, tells it, and leaves nothing behind',
  async () => {
    const between = await cuttable(broker.url);
    closings.push(between.close);
    const told: Array<string> = [];
    const watch = { ...unwatched, connected: () => told.push('connected'), lost: () => told.push('lost') };
    const opened = openWorkQueue({ url: between.url, watch, clock: hurriedClock });
    const consuming = consumeEmail(opened.queue);
    await begun(opened.emailQueue);
    const listeners = consuming.listeners();
    const losses = 12;
    for (let loss = 0; loss < losses; loss += 1) {
      await delivered(opened, `before-${loss}`);
      await until('handled', () => consuming.handled.has(`before-${loss}`));
      between.cut();
      await until('told', () => told.length === 2 * loss + 3);
    }
    await begun(opened.emailQueue);
    expect(between.count()).toBe(2);
    expect(consuming.listeners()).toBe(listeners);
    await consuming.stop();
    await opened.close();
    await until('no connection left', () => between.count() === 0);
    expect(told).toStrictEqual([
      'connected',
      ...Array.from({ length: losses }, () => ['lost', 'connected']).flat(),
      'lost',
    ]);
  },
  patience,
);

it(
  'ends also when the broker answers nobody any more',
  async () => {
    const opened = openWorkQueue();
    const consuming = consumeEmail(opened.queue);
    await begun(opened.emailQueue);
    broker.freeze();
    await consuming.stop();
    await opened.close();
    expect(opened.connected()).toBe(false);
    expect(E.isLeft(await opened.queue.publish([emailWork('late')])())).toBe(true);
    broker.thaw();
  },
  patience,
);
