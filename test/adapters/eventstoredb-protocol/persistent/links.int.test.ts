import {
  binaryEvent,
  jsonEvent,
  persistentSubscriptionToStreamSettingsFromDefaults,
  START,
} from '@eventstore/db-client';
import { type Consuming, consume } from './consuming';
import { serveGroups } from './served-groups';

const served = serveGroups();

const link = (target: string) => binaryEvent({ type: '$>', data: Buffer.from(target) });

const connect = async (group: string, resolveLinkTos: boolean): Promise<Consuming> => {
  const settings = persistentSubscriptionToStreamSettingsFromDefaults({ startFrom: START, resolveLinkTos });
  await served.client().createPersistentSubscriptionToStream('index', group, settings);
  return consume(served.client().subscribeToPersistentSubscriptionToStream('index', group));
};

beforeAll(async () => {
  await served.client().appendToStream('facts', jsonEvent({ type: 'Fact', data: {} }));
  await served.client().appendToStream('index', [link('0@facts'), link('9@nowhere')]);
});

it('follows links, and is answered by the link', async () => {
  const consumer = await connect('following', true);
  const [first, second] = await consumer.received(2);
  expect(first).toMatchObject({
    event: { streamId: 'facts', type: 'Fact' },
    link: { streamId: 'index', revision: 0n },
  });
  expect(first?.event?.position).toStrictEqual(first?.link?.position);
  expect(second?.event).toBeUndefined();
  expect(second?.link).toMatchObject({ streamId: 'index', revision: 1n });
  await consumer.nack('retry', first, second);
  await consumer.received(4);
  expect(consumer.got.slice(2).map(({ retryCount }) => retryCount)).toStrictEqual([1, 1]);
  await consumer.leave();
});

it('gives links as they are where it is not to follow them', async () => {
  const consumer = await connect('leaving', false);
  const [first] = await consumer.received(2);
  expect(first?.link).toBeUndefined();
  expect(first?.event).toMatchObject({ streamId: 'index', type: '$>' });
  await consumer.leave();
});
