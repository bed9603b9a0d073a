import {
  ANY,
  type EventStoreDBClient,
  NO_STREAM,
  STREAM_EXISTS,
  StreamDeletedError,
  StreamNotFoundError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { aStream, collect, numbered, rejection, revisionsOf } from '../../support/protocol-events';
import { type Served, serveEmbedded } from '../../support/protocol-server';

let served: Served;
let client: EventStoreDBClient;
beforeAll(async () => {
  served = await serveEmbedded();
  client = served.connect();
});
afterAll(async () => served.close());

const written = async (events = 3): Promise<string> => {
  const stream = aStream();
  await client.appendToStream(stream, numbered(events));
  return stream;
};

it('hides a deleted stream, and says where the deletion stands', async () => {
  const stream = await written();
  const { position } = await client.deleteStream(stream);
  expect(await rejection(collect(client.readStream(stream)))).toBeInstanceOf(StreamNotFoundError);
  const [last] = await collect(client.readAll({ direction: 'backwards', fromPosition: 'end', maxCount: 1 }));
  expect(last?.event?.position).toStrictEqual(position);
});

it.each([
  ['any', ANY],
  ['none', NO_STREAM],
  ['its last revision', 2n],
] as const)(
  'begins a deleted stream anew where the append expects %s, and goes on counting',
  async (_, expectedRevision) => {
    const stream = await written();
    await client.deleteStream(stream);
    const result = await client.appendToStream(stream, numbered(2), { expectedRevision });
    expect(result.nextExpectedRevision).toBe(4n);
    expect(revisionsOf(await collect(client.readStream(stream)))).toStrictEqual([3, 4]);
    expect(await client.getStreamMetadata(stream)).toMatchObject({ metadata: { truncateBefore: 3 } });
  },
);

it('takes a deleted stream for none that exists', async () => {
  const stream = await written();
  await client.deleteStream(stream);
  const error = await rejection(client.appendToStream(stream, numbered(1), { expectedRevision: STREAM_EXISTS }));
  expect(error).toBeInstanceOf(StreamDeletedError);
});

it.each([
  ['deleting', async (stream: string) => client.deleteStream(stream, { expectedRevision: 7n })],
  ['tombstoning', async (stream: string) => client.tombstoneStream(stream, { expectedRevision: 7n })],
])('refuses %s at a wrong revision, in numbers', async (_, remove) => {
  const stream = await written();
  const error = await rejection(remove(stream));
  expect(error).toBeInstanceOf(WrongExpectedVersionError);
  expect(error).toMatchObject({ streamName: stream, expectedVersion: 7n, actualVersion: 2n });
});

it('has nothing to delete where nothing was written', async () => {
  const stream = aStream();
  const error = await rejection(client.deleteStream(stream, { expectedRevision: ANY }));
  expect(error).toMatchObject({ streamName: stream, expectedVersion: -2n, actualVersion: -1n });
});

it('tombstones a stream that never was, for good, and its metadata with it', async () => {
  const stream = aStream();
  await client.tombstoneStream(stream, { expectedRevision: NO_STREAM });
  const attempts: ReadonlyArray<() => Promise<unknown>> = [
    async () => client.appendToStream(stream, numbered(1)),
    async () => client.deleteStream(stream),
    async () => client.tombstoneStream(stream),
    async () => client.getStreamMetadata(stream),
    async () => client.setStreamMetadata(stream, { maxCount: 1 }),
    async () => collect(client.readStream(stream)),
  ];
  for (const attempt of attempts) expect(await rejection(attempt())).toBeInstanceOf(StreamDeletedError);
});
