import type { EventStoreDBClient } from '@eventstore/db-client';
import { aStream, collect, numbered, revisionsOf } from '../../support/protocol-events';
import { type Served, serveEmbedded } from '../../support/protocol-server';

let served: Served;
let client: EventStoreDBClient;
beforeAll(async () => {
  served = await serveEmbedded();
  client = served.connect();
});
afterAll(async () => served.close());

const written = async (): Promise<string> => {
  const stream = aStream();
  await client.appendToStream(stream, numbered(10));
  return stream;
};

it('keeps what is set, the last as a whole', async () => {
  const stream = await written();
  expect(await client.getStreamMetadata(stream)).toStrictEqual({ streamName: stream });
  await client.setStreamMetadata(stream, { maxCount: 5, cacheControl: 60, mine: { a: 1 } });
  await client.setStreamMetadata(stream, { maxAge: 3600, acl: { readRoles: ['x'], writeRoles: ['y'] } });
  expect(await client.getStreamMetadata(stream)).toStrictEqual({
    streamName: stream,
    metadata: { maxAge: 3600, acl: { readRoles: ['x'], writeRoles: ['y'] } },
    // The client puts the event's position here.
    metastreamRevision: expect.any(BigInt),
  });
});

it('shows the latest of a stream that keeps so many', async () => {
  const stream = await written();
  await client.setStreamMetadata(stream, { maxCount: 3 });
  expect(revisionsOf(await collect(client.readStream(stream)))).toStrictEqual([7, 8, 9]);
  expect(revisionsOf(await collect(client.readStream(stream, { fromRevision: 1n, maxCount: 2 })))).toStrictEqual([
    7, 8,
  ]);
});

it('shows nothing before the place where a stream is cut', async () => {
  const stream = await written();
  await client.setStreamMetadata(stream, { truncateBefore: 8 });
  expect(revisionsOf(await collect(client.readStream(stream)))).toStrictEqual([8, 9]);
  const before = { direction: 'backwards', fromRevision: 5n } as const;
  expect(await collect(client.readStream(stream, before))).toStrictEqual([]);
});

it('reads a stream whose events are all cut off as empty, and goes on counting', async () => {
  const stream = await written();
  await client.setStreamMetadata(stream, { truncateBefore: 10 });
  expect(await collect(client.readStream(stream))).toStrictEqual([]);
  expect(await client.appendToStream(stream, numbered(1), { expectedRevision: 9n })).toMatchObject({
    nextExpectedRevision: 10n,
  });
});
