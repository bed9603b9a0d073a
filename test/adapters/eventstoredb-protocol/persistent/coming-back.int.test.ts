import {
  END,
  type PersistentSubscriptionToStreamSettings,
  persistentSubscriptionToStreamSettingsFromDefaults,
  START,
  streamNameFilter,
  persistentSubscriptionToAllSettingsFromDefaults,
} from '@eventstore/db-client';
import { until } from '../../../support/until';
import { type Consuming, consume } from './consuming';
import { serveGroups } from './served-groups';

const served = serveGroups();
const settings = persistentSubscriptionToStreamSettingsFromDefaults;
const eager = { startFrom: START, checkPointLowerBound: 1, checkPointUpperBound: 1 } as const;

const create = async (stream: string, changes: Partial<PersistentSubscriptionToStreamSettings>): Promise<void> =>
  served.client().createPersistentSubscriptionToStream(stream, 'g', settings(changes));

const connect = (stream: string, bufferSize = 10): Consuming =>
  consume(served.client().subscribeToPersistentSubscriptionToStream(stream, 'g', { bufferSize }));

const checkpointOf = async (stream: string) =>
  (await served.client().getPersistentSubscriptionToStreamInfo(stream, 'g')).stats.lastCheckpointedEventRevision;

describe('after a restart of the server', () => {
  it('goes on after the checkpoint, and delivers again what was not settled', async () => {
    await served.append('checked', 4);
    await create('checked', eager);
    const before = connect('checked');
    const [first, second, third] = await before.received(4);
    await before.ack(first, second);
    await until('the checkpoint to be written', async () => (await checkpointOf('checked')) === 1n);
    await served.restart();
    expect(await checkpointOf('checked')).toBe(1n);
    const after = connect('checked');
    await after.received(2);
    expect(after.words()).toStrictEqual(['2', '3']);
    expect(after.got[0]?.event?.id).toBe(third?.event?.id);
    await after.leave();
  });

  it('still begins where the end was when it was created', async () => {
    await served.append('ended', 2);
    await create('ended', { startFrom: END });
    await served.append('ended', 2);
    await served.restart();
    const consumer = connect('ended');
    await consumer.received(2);
    expect(consumer.words()).toStrictEqual(['2', '3']);
    await consumer.leave();
  });

  it('has its settings and its filter', async () => {
    const given = persistentSubscriptionToAllSettingsFromDefaults({
      startFrom: START,
      maxRetryCount: 3,
      readBatchSize: 7,
    });
    await served.append('wanted-1', 1);
    const filter = streamNameFilter({ regex: '^wanted' });
    await served.client().createPersistentSubscriptionToAll('g', given, { filter });
    await served.restart();
    expect((await served.client().getPersistentSubscriptionToAllInfo('g')).settings).toStrictEqual(given);
    const consumer = consume(served.client().subscribeToPersistentSubscriptionToAll('g'));
    expect((await consumer.received(1))[0]?.event?.streamId).toBe('wanted-1');
    await consumer.leave();
  });
});

it('writes a checkpoint after a time, where enough was settled', async () => {
  await served.append('timed', 3);
  await create('timed', { startFrom: START, checkPointLowerBound: 2, checkPointAfter: 2000 });
  const consumer = connect('timed');
  const [first, second] = await consumer.received(3);
  await consumer.ack(first, second);
  await until('the checkpoint to be written', async () => {
    await served.clock.advance(1000);
    return (await checkpointOf('timed')) === 1n;
  });
  const written = [];
  for await (const { event } of served.client().readStream('$persistentsubscription-timed::g-checkpoint'))
    written.push([event?.type, event?.data]);
  expect(written).toStrictEqual([['SubscriptionCheckpoint', '1']]);
  await consumer.leave();
});

it('goes on after its checkpoint when it is updated, whatever its new start', async () => {
  await served.append('updated', 3);
  await create('updated', eager);
  const before = connect('updated');
  const [first] = await before.received(3);
  await before.ack(first);
  await until('the checkpoint to be written', async () => (await checkpointOf('updated')) === 0n);
  await served.client().updatePersistentSubscriptionToStream('updated', 'g', settings(eager));
  await before.failure();
  const after = connect('updated');
  await after.received(2);
  expect(after.words()).toStrictEqual(['1', '2']);
  await after.leave();
});

it('begins anew after it was deleted and created again', async () => {
  await served.append('renewed', 2);
  await create('renewed', eager);
  const before = connect('renewed');
  const [first, second] = await before.received(2);
  await before.ack(first);
  await before.nack('park', second);
  await until('the checkpoint to be written', async () => (await checkpointOf('renewed')) === 1n);
  await served.client().deletePersistentSubscriptionToStream('renewed', 'g');
  await create('renewed', eager);
  const after = connect('renewed');
  await after.received(2);
  expect(after.words()).toStrictEqual(['0', '1']);
  const { stats } = await served.client().getPersistentSubscriptionToStreamInfo('renewed', 'g');
  expect(stats.parkedMessageCount).toBe(0n);
  await after.leave();
});

it('comes back as it was from a restart of the subsystem', async () => {
  await served.append('subsystem', 2);
  await create('subsystem', eager);
  await served.client().restartPersistentSubscriptionSubsystem();
  const consumer = connect('subsystem');
  await consumer.received(2);
  expect(consumer.words()).toStrictEqual(['0', '1']);
  await consumer.leave();
});

it('gives to another what a consumer leaves behind, lowest first', async () => {
  await served.append('left', 4);
  await create('left', { startFrom: START });
  const first = connect('left', 3);
  await first.received(3);
  await first.leave();
  const second = connect('left');
  await second.received(4);
  expect(second.words()).toStrictEqual(['0 again 1', '1 again 1', '2 again 1', '3']);
  await second.leave();
});
