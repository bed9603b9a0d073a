import { END, type EventStoreDBClient, START, StreamDeletedError, StreamNotFoundError } from '@eventstore/db-client';
import { aStream, collect, numbered, rejection, revisionsOf } from '../../support/protocol-events';
import { type Served, serveEmbedded } from '../../support/protocol-server';

let served: Served;
let client: EventStoreDBClient;
const stream = aStream();
beforeAll(async () => {
  served = await serveEmbedded();
  client = served.connect();
  await client.appendToStream(stream, numbered(10));
});
afterAll(async () => served.close());

it.each([
  ['from the start', { fromRevision: START }, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]],
  ['from a revision on, which is among it', { fromRevision: 7n }, [7, 8, 9]],
  ['no more than asked for', { fromRevision: 2n, maxCount: 3 }, [2, 3, 4]],
  ['nothing beyond the last', { fromRevision: 10n }, []],
  ['nothing forwards from the end', { fromRevision: END }, []],
  ['backwards from the end', { direction: 'backwards', fromRevision: END, maxCount: 3 }, [9, 8, 7]],
  ['backwards from a revision, which is among it', { direction: 'backwards', fromRevision: 2n }, [2, 1, 0]],
  ['backwards from beyond the last', { direction: 'backwards', fromRevision: 99n, maxCount: 2 }, [9, 8]],
  ['backwards from the start', { direction: 'backwards', fromRevision: START }, [0]],
  ['from beyond what a double holds', { direction: 'backwards', fromRevision: 2n ** 63n - 1n, maxCount: 1 }, [9]],
] as const)('reads a stream %s', async (_, options, revisions) => {
  expect(revisionsOf(await collect(client.readStream(stream, options)))).toStrictEqual(revisions);
});

it('shows an event with everything that belongs to it', async () => {
  const [first] = await collect(client.readStream(stream, { maxCount: 1 }));
  expect(first).toStrictEqual({
    event: {
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      streamId: stream,
      revision: 0n,
      type: 'Counted',
      isJson: true,
      data: { n: 0 },
      metadata: undefined,
      created: expect.any(Date),
      position: { commit: first?.commitPosition, prepare: first?.commitPosition },
    },
    commitPosition: first?.event?.position?.commit,
  });
  expect(Math.abs(Date.now() - Number(first?.event?.created))).toBeLessThan(600_000);
});

it('has no stream of a name that nobody wrote to', async () => {
  const name = aStream();
  const error = await rejection(collect(client.readStream(name)));
  expect(error).toBeInstanceOf(StreamNotFoundError);
  expect(error).toMatchObject({ streamName: name });
});

it('refuses a tombstoned stream', async () => {
  const name = aStream();
  await client.appendToStream(name, numbered(1));
  await client.tombstoneStream(name);
  const error = await rejection(collect(client.readStream(name)));
  expect(error).toBeInstanceOf(StreamDeletedError);
  expect(error).toMatchObject({ streamName: name });
});

it('can name a deleted stream whose name no trailer takes', async () => {
  const name = `${aStream()} ü`;
  await client.tombstoneStream(name);
  expect(await rejection(collect(client.readStream(name)))).toMatchObject({ streamName: name.replace('ü', '%C3%BC') });
});

it('refuses to read nothing', async () => {
  expect(await rejection(collect(client.readStream(stream, { maxCount: 0 })))).toMatchObject({
    type: 'unknown',
    code: 2,
  });
});

it('goes on serving when a reader leaves half-way', async () => {
  const name = aStream();
  for (let n = 0; n < 20; n += 1) await client.appendToStream(name, numbered(100, n * 100));
  for await (const { event } of client.readStream(name)) if (event?.revision === 5n) break;
  expect(await collect(client.readStream(name))).toHaveLength(2_000);
});
