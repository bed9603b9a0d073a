import {
  type PersistentSubscriptionToStreamSettings,
  persistentSubscriptionToStreamSettingsFromDefaults,
  START,
} from '@eventstore/db-client';
import { until } from '../../../support/until';
import { type Consuming, consume } from './consuming';
import { serveGroups } from './served-groups';

const served = serveGroups();

const begin = async (
  stream: string,
  events: number,
  changes: Partial<PersistentSubscriptionToStreamSettings> = {},
): Promise<Consuming> => {
  const settings = persistentSubscriptionToStreamSettingsFromDefaults({ startFrom: START, ...changes });
  await served.append(stream, events);
  await served.client().createPersistentSubscriptionToStream(stream, 'g', settings);
  return consume(served.client().subscribeToPersistentSubscriptionToStream(stream, 'g'));
};

const parkedCount = async (stream: string): Promise<bigint> =>
  (await served.client().getPersistentSubscriptionToStreamInfo(stream, 'g')).stats.parkedMessageCount;

const parkedStream = (stream: string): string => `$persistentsubscription-${stream}::g-parked`;

const parkedIn = async (stream: string) => {
  const parked = [];
  for await (const { event } of served.client().readStream(parkedStream(stream))) parked.push(event!);
  return parked;
};

it('parks on demand, with a link and the reason', async () => {
  const consumer = await begin('parked', 2);
  const [, second] = await consumer.received(2);
  await consumer.nack('park', second);
  await until('it to be parked', async () => (await parkedCount('parked')) === 1n);
  const [link] = await parkedIn('parked');
  expect(link).toMatchObject({
    type: '$>',
    isJson: false,
    metadata: {
      added: expect.any(String),
      reason: "Client explicitly NAK'ed message.\nbecause",
      subscriptionEventNumber: 1,
    },
  });
  expect(Buffer.from(link!.data as unknown as Uint8Array).toString()).toBe('1@parked');
  await consumer.leave();
});

it('gives again what is to be tried again, counting', async () => {
  const consumer = await begin('again', 1);
  const [first] = await consumer.received(1);
  await consumer.nack('retry', first);
  const [, second] = await consumer.received(2);
  await consumer.nack('retry', second);
  await consumer.received(3);
  expect(consumer.words()).toStrictEqual(['0', '0 again 1', '0 again 2']);
  await consumer.leave();
});

it('parks what was tried too often', async () => {
  const consumer = await begin('too-often', 1, { maxRetryCount: 1 });
  const [first] = await consumer.received(1);
  await consumer.nack('retry', first);
  const [, second] = await consumer.received(2);
  await consumer.nack('retry', second);
  await until('it to be parked', async () => (await parkedCount('too-often')) === 1n);
  expect((await parkedIn('too-often'))[0]?.metadata).toMatchObject({ reason: 'Reached retry count of 1' });
  await consumer.leave();
});

it('gives again what was not answered in time', async () => {
  const consumer = await begin('late', 1, { messageTimeout: 2000 });
  await consumer.received(1);
  await served.clock.advance(3000);
  await consumer.received(2);
  expect(consumer.words()).toStrictEqual(['0', '0 again 1']);
  await consumer.leave();
});

it('is done with what is skipped', async () => {
  const consumer = await begin('skipped', 2);
  const [first, second] = await consumer.received(2);
  await consumer.nack('skip', first);
  await consumer.nack('stop', second);
  const stats = async () => (await served.client().getPersistentSubscriptionToStreamInfo('skipped', 'g')).stats;
  await until('nothing to be in flight', async () => (await stats()).totalInFlightMessages === 0);
  expect(await stats()).toMatchObject({ retryBufferCount: 0, parkedMessageCount: 0n, outstandingMessagesCount: 0 });
  await consumer.leave();
});

it('replays what was parked, each with its link, and forgets it once it is acknowledged', async () => {
  const consumer = await begin('replayed', 3);
  await consumer.nack('park', ...(await consumer.received(3)));
  await until('all to be parked', async () => (await parkedCount('replayed')) === 3n);
  await served.client().replayParkedMessagesToStream('replayed', 'g');
  const replayed = (await consumer.received(6)).slice(3);
  expect(replayed).toMatchObject(
    [0n, 1n, 2n].map((revision) => ({
      retryCount: 0,
      event: { streamId: 'replayed', revision },
      link: { streamId: parkedStream('replayed'), revision },
    })),
  );
  expect(await parkedCount('replayed')).toBe(0n);
  await consumer.ack(...replayed);
  await until('them to be truncated', async () => (await parkedIn('replayed')).length === 0);
  await consumer.leave();
});

it('replays only what stands before where it is to stop, and the rest at the next time', async () => {
  const consumer = await begin('stopping', 4);
  await consumer.nack('park', ...(await consumer.received(4)));
  await until('all to be parked', async () => (await parkedCount('stopping')) === 4n);
  await served.client().replayParkedMessagesToStream('stopping', 'g', { stopAt: 3 });
  await consumer.ack(...(await consumer.received(7)).slice(4));
  await until('one to be left', async () => (await parkedCount('stopping')) === 1n);
  await until('the others to be truncated', async () => (await parkedIn('stopping')).length === 1);
  await served.client().replayParkedMessagesToStream('stopping', 'g');
  await consumer.received(8);
  expect(consumer.words().slice(4)).toStrictEqual(['0', '1', '2', '3']);
  await consumer.leave();
});

it('keeps a replayed message parked until it is settled, whatever happens in between', async () => {
  const consumer = await begin('crashing', 1);
  await consumer.nack('park', ...(await consumer.received(1)));
  await until('it to be parked', async () => (await parkedCount('crashing')) === 1n);
  await served.client().replayParkedMessagesToStream('crashing', 'g');
  await consumer.received(2);
  await served.restart();
  expect(await parkedCount('crashing')).toBe(1n);
});
