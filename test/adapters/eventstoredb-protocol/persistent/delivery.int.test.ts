import { END, persistentSubscriptionToStreamSettingsFromDefaults, START } from '@eventstore/db-client';
import { consume } from './consuming';
import { serveGroups } from './served-groups';

const served = serveGroups();
const settings = persistentSubscriptionToStreamSettingsFromDefaults;

it('delivers a stream from its start, and what comes later', async () => {
  await served.append('orders', 3);
  await served.client().createPersistentSubscriptionToStream('orders', 'all', settings({ startFrom: START }));
  const consumer = consume(served.client().subscribeToPersistentSubscriptionToStream('orders', 'all'));
  await consumer.received(3);
  await served.append('orders', 2);
  await consumer.received(5);
  expect(consumer.words()).toStrictEqual(['0', '1', '2', '3', '4']);
  await consumer.leave();
});

it('delivers from a revision on, which belongs to it', async () => {
  await served.append('letters', 3);
  await served.client().createPersistentSubscriptionToStream('letters', 'some', settings({ startFrom: 1n }));
  const consumer = consume(served.client().subscribeToPersistentSubscriptionToStream('letters', 'some'));
  await consumer.received(2);
  expect(consumer.words()).toStrictEqual(['1', '2']);
  await consumer.leave();
});

it('delivers what came after its creation to whoever connects later', async () => {
  await served.append('parcels', 2);
  await served.client().createPersistentSubscriptionToStream('parcels', 'new', settings({ startFrom: END }));
  await served.append('parcels', 2);
  const consumer = consume(served.client().subscribeToPersistentSubscriptionToStream('parcels', 'new'));
  await consumer.received(2);
  expect(consumer.words()).toStrictEqual(['2', '3']);
  await consumer.leave();
});

it('gives no more at a time than the consumer has room for', async () => {
  await served.append('boxes', 5);
  await served.client().createPersistentSubscriptionToStream('boxes', 'few', settings({ startFrom: START }));
  const consumer = consume(
    served.client().subscribeToPersistentSubscriptionToStream('boxes', 'few', { bufferSize: 2 }),
  );
  const [first] = await consumer.received(2);
  const info = await served.client().getPersistentSubscriptionToStreamInfo('boxes', 'few');
  expect(info.connections).toMatchObject([{ availableSlots: 0, inFlightMessages: 2 }]);
  await consumer.ack(first);
  await consumer.received(3);
  expect(consumer.words()).toStrictEqual(['0', '1', '2']);
  await consumer.leave();
});
