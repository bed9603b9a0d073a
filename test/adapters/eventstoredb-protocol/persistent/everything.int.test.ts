import {
  eventTypeFilter,
  persistentSubscriptionToAllSettingsFromDefaults,
  START,
  streamNameFilter,
} from '@eventstore/db-client';
import { until } from '../../../support/until';
import { consume } from './consuming';
import { serveGroups } from './served-groups';

const served = serveGroups();
const settings = persistentSubscriptionToAllSettingsFromDefaults;

const places = async (stream: string) => {
  const found = [];
  for await (const { event } of served.client().readStream(stream)) found.push(event!.position!);
  return found;
};

it('delivers what passes the filter, with the positions of everything', async () => {
  await served.append('apple-1', 2);
  await served.append('pear-1', 2);
  await served.append('apple-2', 1);
  const filter = streamNameFilter({ prefixes: ['apple'] });
  await served.client().createPersistentSubscriptionToAll('apples', settings({ startFrom: START }), { filter });
  const consumer = consume(served.client().subscribeToPersistentSubscriptionToAll('apples'));
  const got = await consumer.received(3);
  expect(got.map(({ event }) => `${event?.revision}@${event?.streamId}`)).toStrictEqual([
    '0@apple-1',
    '1@apple-1',
    '0@apple-2',
  ]);
  const positions = [...(await places('apple-1')), ...(await places('apple-2'))];
  expect(got.map(({ event }) => event?.position)).toStrictEqual(positions);
  expect(got.map(({ commitPosition }) => commitPosition)).toStrictEqual(positions.map(({ commit }) => commit));
  await consumer.leave();
});

it('delivers from a position on, which belongs to it', async () => {
  await served.append('plum-1', 3);
  const [, second] = await places('plum-1');
  const filter = streamNameFilter({ regex: '^plum' });
  await served.client().createPersistentSubscriptionToAll('plums', settings({ startFrom: second! }), { filter });
  const consumer = consume(served.client().subscribeToPersistentSubscriptionToAll('plums'));
  await consumer.received(2);
  expect(consumer.words()).toStrictEqual(['1', '2']);
  expect((await served.client().getPersistentSubscriptionToAllInfo('plums')).settings.startFrom).toStrictEqual(second);
  await consumer.leave();
});

it('delivers what is appended after its creation, where it begins at the end', async () => {
  await served.append('fig-1', 2);
  const filter = eventTypeFilter({ prefixes: ['Counted'] });
  await served.client().createPersistentSubscriptionToAll('late', settings(), { filter });
  await served.append('fig-2', 2);
  const consumer = consume(served.client().subscribeToPersistentSubscriptionToAll('late'));
  const got = await consumer.received(2);
  expect(got.map(({ event }) => event?.streamId)).toStrictEqual(['fig-2', 'fig-2']);
  await consumer.leave();
});

it('keeps its filter when it is updated', async () => {
  await served.append('lime-1', 1);
  await served.append('kiwi-1', 1);
  const filter = streamNameFilter({ prefixes: ['kiwi'] });
  await served.client().createPersistentSubscriptionToAll('kiwis', settings(), { filter });
  await served.client().updatePersistentSubscriptionToAll('kiwis', settings({ startFrom: START, maxRetryCount: 2 }));
  const consumer = consume(served.client().subscribeToPersistentSubscriptionToAll('kiwis'));
  const [first] = await consumer.received(1);
  expect(first?.event?.streamId).toBe('kiwi-1');
  expect((await served.client().getPersistentSubscriptionToAllInfo('kiwis')).settings.maxRetryCount).toBe(2);
  await consumer.leave();
});

it('advances its checkpoint over what the filter keeps out', async () => {
  const filter = streamNameFilter({ prefixes: ['nothing'] });
  await served
    .client()
    .createPersistentSubscriptionToAll('none', settings({ startFrom: START, checkPointLowerBound: 1 }), { filter });
  await served.append('noise', 3);
  const last = (await places('noise')).at(-1);
  await until('the checkpoint to be there', async () => {
    await served.clock.advance(3000);
    const { stats } = await served.client().getPersistentSubscriptionToAllInfo('none');
    return (stats.lastCheckpointedEventPosition?.commit ?? 0n) >= last!.commit;
  });
  const { stats } = await served.client().getPersistentSubscriptionToAllInfo('none');
  expect(stats.lastKnownEventPosition).toBeUndefined();
});

it('parks and replays, out of sight of those who read everything', async () => {
  await served.append('cherry-1', 1);
  const filter = streamNameFilter({ prefixes: ['cherry'] });
  await served.client().createPersistentSubscriptionToAll('cherries', settings({ startFrom: START }), { filter });
  const consumer = consume(served.client().subscribeToPersistentSubscriptionToAll('cherries'));
  await consumer.nack('park', ...(await consumer.received(1)));
  const parked = async () =>
    (await served.client().getPersistentSubscriptionToAllInfo('cherries')).stats.parkedMessageCount;
  await until('it to be parked', async () => (await parked()) === 1n);
  for await (const { event } of served.client().readAll()) expect(event?.streamId).not.toMatch(/cherries-parked$/);
  await served.client().replayParkedMessagesToAll('cherries');
  const [, replayed] = await consumer.received(2);
  expect(replayed).toMatchObject({
    event: { streamId: 'cherry-1', revision: 0n },
    link: { streamId: '$persistentsubscription-$all::cherries-parked' },
  });
  await consumer.leave();
});
