import {
  type ConsumerStrategy,
  DISPATCH_TO_SINGLE,
  jsonEvent,
  persistentSubscriptionToAllSettingsFromDefaults,
  persistentSubscriptionToStreamSettingsFromDefaults,
  PINNED,
  ROUND_ROBIN,
  START,
  streamNameFilter,
} from '@eventstore/db-client';
import { type Consuming, consume } from './consuming';
import { serveGroups } from './served-groups';

const served = serveGroups();

const connectTwo = async (stream: string, consumerStrategyName: ConsumerStrategy, bufferSize: number) => {
  const settings = persistentSubscriptionToStreamSettingsFromDefaults({ startFrom: START, consumerStrategyName });
  await served.client().createPersistentSubscriptionToStream(stream, 'g', settings);
  const connect = (): Consuming =>
    consume(served.client().subscribeToPersistentSubscriptionToStream(stream, 'g', { bufferSize }));
  const both = [connect(), connect()] as const;
  await Promise.all(both.map(async ({ confirmed }) => confirmed()));
  return both;
};

it('takes turns in round robin', async () => {
  const [first, second] = await connectTwo('round', ROUND_ROBIN, 10);
  await served.append('round', 4);
  await Promise.all([first.received(2), second.received(2)]);
  expect([first.words(), second.words()].sort()).toStrictEqual([
    ['0', '2'],
    ['1', '3'],
  ]);
  await Promise.all([first.leave(), second.leave()]);
});

it('fills one before the other where it dispatches to a single one', async () => {
  const [first, second] = await connectTwo('single', DISPATCH_TO_SINGLE, 3);
  await served.append('single', 4);
  await Promise.all([first.received(1), second.received(1)]);
  const [one, other] = first.got.length > second.got.length ? [first, second] : [second, first];
  await one.received(3);
  expect(one.words()).toStrictEqual(['0', '1', '2']);
  expect(other.words()).toStrictEqual(['3']);
  await Promise.all([first.leave(), second.leave()]);
});

it('keeps the events of a stream with one consumer where they are pinned', async () => {
  const settings = persistentSubscriptionToAllSettingsFromDefaults({ startFrom: START, consumerStrategyName: PINNED });
  const filter = streamNameFilter({ prefixes: ['pin-'] });
  await served.client().createPersistentSubscriptionToAll('pinned', settings, { filter });
  const connect = (): Consuming =>
    consume(served.client().subscribeToPersistentSubscriptionToAll('pinned', { bufferSize: 100 }));
  const consumers = [connect(), connect()];
  await Promise.all(consumers.map(async ({ confirmed }) => confirmed()));
  for (let round = 0; round < 3; round += 1)
    for (let stream = 0; stream < 8; stream += 1)
      await served.client().appendToStream(`pin-${stream}`, jsonEvent({ type: 'Pinned', data: {} }));
  const [first, second] = consumers as [Consuming, Consuming];
  await first.received(12);
  await second.received(12);
  const streamsOf = ({ got }: Consuming): Set<string> => new Set(got.map(({ event }) => event!.streamId));
  expect([...streamsOf(first)].filter((stream) => streamsOf(second).has(stream))).toStrictEqual([]);
  expect(streamsOf(first).size).toBe(4);
  await Promise.all(consumers.map(async ({ leave }) => leave()));
});
