import {
  ANY,
  binaryEvent,
  type EventStoreDBClient,
  jsonEvent,
  MaxAppendSizeExceededError,
  NO_STREAM,
  STREAM_EXISTS,
  StreamDeletedError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { aStream, collect, numbered, rejection } from '../../support/protocol-events';
import { type Served, serveEmbedded } from '../../support/protocol-server';

let served: Served;
let client: EventStoreDBClient;
beforeAll(async () => {
  served = await serveEmbedded();
  client = served.connect();
});
afterAll(async () => served.close());

/** Credentials, which are not sent without TLS, make the client leave the batch call. */
const ways = [
  ['in a batch call', {}],
  ['in a call of its own', { credentials: { username: 'admin', password: 'changeit' } }],
] as const;

describe.each(ways)('an append %s', (_, way) => {
  it('begins a stream and answers with the place of its last event', async () => {
    const stream = aStream();
    const result = await client.appendToStream(stream, numbered(3), { expectedRevision: NO_STREAM, ...way });
    const [last] = await collect(
      client.readStream(stream, { direction: 'backwards', fromRevision: 'end', maxCount: 1 }),
    );
    expect(result).toStrictEqual({ success: true, nextExpectedRevision: 2n, position: last?.event?.position });
  });

  it('goes on from an exact revision', async () => {
    const stream = aStream();
    await client.appendToStream(stream, numbered(1), { expectedRevision: NO_STREAM, ...way });
    const result = await client.appendToStream(stream, numbered(2), { expectedRevision: 0n, ...way });
    expect(result.nextExpectedRevision).toBe(2n);
  });

  it('refuses a wrong expectation with what was expected and what is there', async () => {
    const stream = aStream();
    await client.appendToStream(stream, numbered(2), way);
    const error = await rejection(client.appendToStream(stream, numbered(1), { expectedRevision: NO_STREAM, ...way }));
    expect(error).toBeInstanceOf(WrongExpectedVersionError);
    expect(error).toMatchObject({ streamName: stream, expectedVersion: 'no_stream', actualVersion: 1n });
    const ahead = await rejection(client.appendToStream(stream, numbered(1), { expectedRevision: 7n, ...way }));
    expect(ahead).toMatchObject({ streamName: stream, expectedVersion: 7n, actualVersion: 1n });
  });

  it('refuses an existing stream where there is none', async () => {
    const stream = aStream();
    const error = await rejection(
      client.appendToStream(stream, numbered(1), { expectedRevision: STREAM_EXISTS, ...way }),
    );
    expect(error).toMatchObject({ streamName: stream, expectedVersion: 'stream_exists', actualVersion: 'no_stream' });
  });

  it('is a repeat with the same events, whatever it expects', async () => {
    const stream = aStream();
    const events = numbered(2);
    const first = await client.appendToStream(stream, events, { expectedRevision: NO_STREAM, ...way });
    await client.appendToStream(stream, numbered(1), way);
    expect(await client.appendToStream(stream, events, { expectedRevision: NO_STREAM, ...way })).toStrictEqual(first);
    expect(await client.appendToStream(stream, events, { expectedRevision: ANY, ...way })).toStrictEqual(first);
    expect(await collect(client.readStream(stream))).toHaveLength(3);
  });

  it('of nothing succeeds and writes nothing', async () => {
    const stream = aStream();
    const result = await client.appendToStream(stream, [], { expectedRevision: ANY, ...way });
    expect(result).toMatchObject({ success: true, nextExpectedRevision: 0n });
  });

  it('takes bytes and metadata as they are', async () => {
    const stream = aStream();
    const binary = binaryEvent({ type: 'Bytes', data: Buffer.from([0, 255, 1]), metadata: Buffer.from([9, 0]) });
    await client.appendToStream(stream, [binary, jsonEvent({ type: 'Text', data: 'ä', metadata: { m: 1 } })], way);
    const events = await collect(client.readStream(stream));
    expect(
      events.map(({ event }) => [event?.type, event?.isJson, event?.data, event?.metadata, event?.id]),
    ).toStrictEqual([
      ['Bytes', false, new Uint8Array([0, 255, 1]), new Uint8Array([9, 0]), binary.id],
      ['Text', true, 'ä', { m: 1 }, events[1]?.event?.id],
    ]);
  });

  it('takes a MiB of data and not a byte more', async () => {
    const stream = aStream();
    const of = (bytes: number) => binaryEvent({ type: 'Large', data: Buffer.alloc(bytes) });
    await client.appendToStream(stream, [of(1_000_000), of(48_576)], way);
    const error = await rejection(client.appendToStream(stream, [of(1_000_000), of(48_577)], way));
    expect(error).toBeInstanceOf(MaxAppendSizeExceededError);
    expect(error).toMatchObject({ maxAppendSize: 1_048_576 });
  });

  it('to a tombstoned stream is refused for good', async () => {
    const stream = aStream();
    await client.tombstoneStream(stream, { expectedRevision: ANY });
    const error = await rejection(client.appendToStream(stream, numbered(1), way));
    expect(error).toBeInstanceOf(StreamDeletedError);
    expect(error).toMatchObject({ streamName: stream });
  });

  it('takes any name for a stream', async () => {
    const stream = `${aStream()} ÄÖÜ 漢字 "%" 🜁`;
    await client.appendToStream(stream, numbered(1), way);
    const error = await rejection(client.appendToStream(stream, numbered(1), { expectedRevision: NO_STREAM, ...way }));
    expect(error).toMatchObject({ streamName: stream });
    expect((await collect(client.readStream(stream)))[0]?.event?.streamId).toBe(stream);
  });
});

it('that is refused can be asked for as an answer instead of an error', async () => {
  const stream = aStream();
  await client.appendToStream(stream, numbered(3));
  const quiet = served.connect('?tls=false&throwOnAppendFailure=false');
  const way = { expectedRevision: NO_STREAM } as const;
  const credentials = { username: 'admin', password: 'changeit' };
  const classic = await quiet.appendToStream(stream, numbered(1), { ...way, credentials });
  expect(classic).toStrictEqual({ success: false, nextExpectedRevision: 2n, position: undefined });
  // The client makes a number of a boolean here, whatever the server says.
  const batch = await quiet.appendToStream(stream, numbered(1), way);
  expect(batch).toMatchObject({ success: false, nextExpectedRevision: 1n });
});

it('takes effect in the order in which appends were made, without waiting for one', async () => {
  const stream = aStream();
  await Promise.all(numbered(50).map(async (event) => client.appendToStream(stream, event, { expectedRevision: ANY })));
  const events = await collect(client.readStream<{ type: 'Counted'; data: { n: number } }>(stream));
  expect(events.map(({ event }) => event?.data.n)).toStrictEqual(Array.from({ length: 50 }, (_, n) => n));
});
