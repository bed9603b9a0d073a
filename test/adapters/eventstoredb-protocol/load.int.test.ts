import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { ANY, type EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import type { EngineAllRead } from '../../../src/domain/ports/journal-engine';
import { aStream, collect, numbered } from '../../support/protocol-events';
import { type Served, serveEmbedded, serveEngine } from '../../support/protocol-server';
import { watch } from '../../support/subscription';

const isFull = process.env['LEDGER_TEST_SIZE'] === 'full';
const sizes = isFull
  ? { appends: 10_000, history: 200_000, subscribers: 500, slow: 50_000 }
  : { appends: 2_000, history: 10_000, subscribers: 50, slow: 5_000 };

let served: Served;
let client: EventStoreDBClient;
beforeEach(async () => {
  served = await serveEmbedded();
  client = served.connect();
});
afterEach(async () => served.close());

const fill = async (events: number): Promise<void> => {
  for (let from = 0; from < events; from += 1_000) await client.appendToStream(aStream(), numbered(1_000, from));
};

it('takes thousands of appends of a KiB that are made in one tick, each once', async () => {
  // The first append of a client goes behind those that are made with it: it asks what the server can do.
  await client.appendToStream(aStream(), numbered(1));
  const body = 'x'.repeat(1_000);
  const streams = Array.from({ length: 10 }, aStream);
  const results = await Promise.all(
    Array.from({ length: sizes.appends }, async (_, n) => {
      const event = jsonEvent({ type: 'Counted', data: { n, body } });
      return client.appendToStream(streams[n % 10] ?? '', event, { expectedRevision: ANY });
    }),
  );
  expect(new Set(results.map(({ position }) => position?.commit)).size).toBe(sizes.appends);
  for (const [which, stream] of streams.entries()) {
    const events = await collect(client.readStream<{ type: 'Counted'; data: { n: number } }>(stream));
    expect(events.map(({ event }) => event?.data.n)).toStrictEqual(
      Array.from({ length: sizes.appends / 10 }, (_, k) => 10 * k + which),
    );
  }
});

it('delivers a long history to a subscription, in order and once', async () => {
  await fill(sizes.history);
  let [read, last] = [0, -1n];
  const subscription = client.subscribeToAll();
  for await (const { event } of subscription) {
    expect(event?.position.commit).toBeGreaterThan(last);
    last = event?.position.commit ?? 0n;
    read += 1;
    if (read === sizes.history + 1) break;
  }
});

it('delivers one event to many subscriptions at once', async () => {
  const stream = aStream();
  const watched = Array.from({ length: sizes.subscribers }, (_, n) =>
    watch(n % 2 === 0 ? client.subscribeToStream(stream) : client.subscribeToAll({ fromPosition: 'end' })),
  );
  await Promise.all(watched.map(async ({ untilCame }) => untilCame('caughtUp')));
  await client.appendToStream(stream, numbered(3));
  await Promise.all(watched.map(async ({ untilCame }) => untilCame(`2@${stream}`)));
  for (const { came } of watched)
    expect(came).toStrictEqual(['confirmation', 'caughtUp', `0@${stream}`, `1@${stream}`, `2@${stream}`]);
  await Promise.all(watched.map(async ({ stop }) => stop()));
});

it('reads at most a page or two ahead of a reader that is slower than it', async () => {
  let ahead = 0;
  let most = 0;
  const counting = async function* (options: EngineAllRead) {
    for await (const records of served.engine.readAll(options)) {
      ahead += records.length;
      yield records;
    }
  };
  const padded = numbered(100).map((event) => ({ ...event, metadata: { padding: 'x'.repeat(4_000) } }));
  for (let n = 0; n < sizes.slow / 100; n += 1)
    await client.appendToStream(
      aStream(),
      padded.map((event) => ({ ...event, id: randomUUID() })),
    );
  const slow = await serveEngine({ ...served.engine, readAll: counting });
  for await (const { event } of slow.connect().readAll()) {
    most = Math.max(most, ahead);
    ahead -= event === undefined ? 0 : 1;
    // The server has all the time it wants to run ahead in.
    await nextTurn();
  }
  await slow.close();
  expect(ahead).toBe(0);
  expect(most).toBeLessThan(1_000);
});
