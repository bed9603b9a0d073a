import {
  END,
  persistentSubscriptionToAllSettingsFromDefaults,
  persistentSubscriptionToStreamSettingsFromDefaults,
  PINNED,
  START,
  UNBOUNDED,
} from '@eventstore/db-client';
import { until } from '../../../support/until';
import { consume } from './consuming';
import { serveGroups } from './served-groups';

const served = serveGroups();
const settings = persistentSubscriptionToStreamSettingsFromDefaults;

const infoOf = async (stream: string) => served.client().getPersistentSubscriptionToStreamInfo(stream, 'g');

it('says the settings as they were given, and nothing of what has not happened', async () => {
  const given = settings({
    startFrom: 123n,
    resolveLinkTos: true,
    extraStatistics: true,
    messageTimeout: 12_345,
    maxRetryCount: 3,
    checkPointAfter: 4321,
    checkPointLowerBound: 5,
    checkPointUpperBound: 50,
    maxSubscriberCount: 7,
    liveBufferSize: 100,
    readBatchSize: 30,
    historyBufferSize: 200,
    consumerStrategyName: PINNED,
  });
  await served.append('settled', 2);
  await served.client().createPersistentSubscriptionToStream('settled', 'g', given);
  await until('the group to be live', async () => (await infoOf('settled')).status === 'Live');
  expect(await infoOf('settled')).toStrictEqual({
    eventSource: 'settled',
    groupName: 'g',
    status: 'Live',
    settings: given,
    connections: [],
    stats: {
      averagePerSecond: 0,
      totalItems: 0n,
      countSinceLastMeasurement: 0n,
      readBufferCount: 0,
      liveBufferCount: 0n,
      retryBufferCount: 0,
      totalInFlightMessages: 0,
      outstandingMessagesCount: 0,
      parkedMessageCount: 0n,
      lastCheckpointedEventRevision: undefined,
      lastKnownEventRevision: undefined,
    },
  });
});

it.each([START, END] as const)('says that a group begins at the %s', async (startFrom) => {
  await served.client().createPersistentSubscriptionToStream(`from-${startFrom}`, 'g', settings({ startFrom }));
  await served
    .client()
    .createPersistentSubscriptionToAll(startFrom, persistentSubscriptionToAllSettingsFromDefaults({ startFrom }));
  expect((await infoOf(`from-${startFrom}`)).settings).toStrictEqual(settings({ startFrom }));
  expect((await served.client().getPersistentSubscriptionToAllInfo(startFrom)).settings).toStrictEqual(
    persistentSubscriptionToAllSettingsFromDefaults({ startFrom, maxSubscriberCount: UNBOUNDED }),
  );
});

it('counts what waits, what is in flight and what was delivered, for the group and for each consumer', async () => {
  await served.append('counted', 5);
  await served.client().createPersistentSubscriptionToStream('counted', 'g', settings({ startFrom: START }));
  await until('all to be read', async () => (await infoOf('counted')).stats.readBufferCount === 5);
  const consumer = consume(
    served.client().subscribeToPersistentSubscriptionToStream('counted', 'g', { bufferSize: 3 }),
  );
  const [first, second] = await consumer.received(3);
  await served.clock.advance(2000);
  expect((await infoOf('counted')).stats).toMatchObject({
    totalItems: 3n,
    countSinceLastMeasurement: 3n,
    averagePerSecond: 1,
    readBufferCount: 2,
    totalInFlightMessages: 3,
    outstandingMessagesCount: 3,
    lastKnownEventRevision: 4n,
  });
  await consumer.ack(first);
  await consumer.nack('retry', second);
  await consumer.received(5);
  const { stats, connections } = await infoOf('counted');
  expect(stats).toMatchObject({ totalItems: 5n, countSinceLastMeasurement: 2n, readBufferCount: 1 });
  expect(connections).toMatchObject([
    { username: 'anonymous', totalItems: 5n, countSinceLastMeasurement: 2n, availableSlots: 0, inFlightMessages: 3 },
  ]);
  await consumer.leave();
});

it('names a connection as its client does', async () => {
  await served.client().createPersistentSubscriptionToStream('named', 'g', settings());
  const client = served.another('?tls=false&connectionName=packer');
  const consumer = consume(client.subscribeToPersistentSubscriptionToStream('named', 'g'));
  await consumer.confirmed();
  expect((await infoOf('named')).connections).toMatchObject([{ connectionName: 'packer' }]);
  await consumer.leave();
});

it('measures how long answers take, where that is asked for', async () => {
  await served.append('measured', 1);
  await served
    .client()
    .createPersistentSubscriptionToStream('measured', 'g', settings({ startFrom: START, extraStatistics: true }));
  const consumer = consume(served.client().subscribeToPersistentSubscriptionToStream('measured', 'g'));
  const [first] = await consumer.received(1);
  expect((await infoOf('measured')).connections[0]?.extraStatistics).toBeUndefined();
  await served.clock.advance(40);
  await consumer.ack(first);
  await until('the answer to arrive', async () => (await infoOf('measured')).stats.totalInFlightMessages === 0);
  const words = ['mean', 'median', 'fastest', ...[1, 2, 3, 4, 5].map((nth) => `quintile ${nth}`), '90%', '95%', '99%'];
  expect([...((await infoOf('measured')).connections[0]?.extraStatistics ?? [])]).toStrictEqual(
    [...words, '99.5%', '99.9%', 'highest'].map((key) => [key, 40n]),
  );
  await consumer.leave();
});

it('lists the groups of a stream, of everything, and all', async () => {
  await served.client().createPersistentSubscriptionToStream('listed', 'one', settings());
  await served.client().createPersistentSubscriptionToStream('listed', 'two', settings());
  const ofStream = await served.client().listPersistentSubscriptionsToStream('listed');
  expect(ofStream.map(({ groupName }) => groupName)).toStrictEqual(['one', 'two']);
  const ofAll = await served.client().listPersistentSubscriptionsToAll();
  expect(ofAll.map(({ eventSource, groupName }) => [eventSource, groupName])).toStrictEqual([
    ['$all', 'start'],
    ['$all', 'end'],
  ]);
  const all = await served.client().listAllPersistentSubscriptions();
  expect(all.map(({ eventSource, groupName }) => `${eventSource} ${groupName}`)).toEqual(
    expect.arrayContaining(['listed one', 'listed two', '$all start']),
  );
  await served.client().deletePersistentSubscriptionToStream('listed', 'one');
  await served.client().deletePersistentSubscriptionToStream('listed', 'two');
  expect(await served.client().listPersistentSubscriptionsToStream('listed')).toStrictEqual([]);
});
