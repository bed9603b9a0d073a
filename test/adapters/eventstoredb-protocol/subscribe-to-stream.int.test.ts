import { END, type EventStoreDBClient, START, StreamDeletedError } from '@eventstore/db-client';
import { aStream, numbered } from '../../support/protocol-events';
import { type Served, serveEmbedded } from '../../support/protocol-server';
import { watch } from '../../support/subscription';

let served: Served;
let client: EventStoreDBClient;
beforeAll(async () => {
  served = await serveEmbedded();
  client = served.connect();
});
afterAll(async () => served.close());

const written = async (events: number): Promise<string> => {
  const stream = aStream();
  await client.appendToStream(stream, numbered(events));
  return stream;
};

it.each([
  ['from the start', START, [0, 1, 2]],
  ['after a revision', 1n, [2]],
  ['after the end', END, []],
] as const)('delivers a stream %s, says that it has caught up, and goes on live', async (_, fromRevision, history) => {
  const stream = await written(3);
  const watched = watch(client.subscribeToStream(stream, { fromRevision }));
  await watched.untilCame('caughtUp');
  await client.appendToStream(stream, numbered(2));
  await watched.untilCame(`4@${stream}`);
  await watched.stop();
  const places = (revisions: ReadonlyArray<number>) => revisions.map((revision) => `${revision}@${stream}`);
  expect(watched.came).toStrictEqual(['confirmation', ...places(history), 'caughtUp', ...places([3, 4])]);
});

it('waits for a stream that is not there yet, or no longer', async () => {
  const deleted = await written(1);
  await client.deleteStream(deleted);
  for (const [stream, revision] of [
    [aStream(), 0],
    [deleted, 1],
  ] as const) {
    const watched = watch(client.subscribeToStream(stream));
    await watched.untilCame('caughtUp');
    await client.appendToStream(stream, numbered(1));
    await watched.untilCame(`${revision}@${stream}`);
    await watched.stop();
    expect(watched.came).toStrictEqual(['confirmation', 'caughtUp', `${revision}@${stream}`]);
  }
});

it('keeps back what comes before the revision that it begins after', async () => {
  const stream = await written(1);
  const watched = watch(client.subscribeToStream(stream, { fromRevision: 2n }));
  await watched.untilCame('caughtUp');
  await client.appendToStream(stream, numbered(3));
  await watched.untilCame(`3@${stream}`);
  await watched.stop();
  expect(watched.came).toStrictEqual(['confirmation', 'caughtUp', `3@${stream}`]);
});

it('ends with a tombstone, which it delivers first', async () => {
  const stream = await written(1);
  const watched = watch(client.subscribeToStream(stream));
  await watched.untilCame('caughtUp');
  await client.tombstoneStream(stream);
  await watched.untilCame('error');
  expect(watched.came).toStrictEqual([
    'confirmation',
    `0@${stream}`,
    'caughtUp',
    `${2n ** 63n - 1n}@${stream}`,
    'error',
  ]);
  expect(watched.errors[0]).toBeInstanceOf(StreamDeletedError);
});

it('ends at once on a tombstoned stream', async () => {
  const stream = aStream();
  await client.tombstoneStream(stream);
  const watched = watch(client.subscribeToStream(stream));
  await watched.untilCame('error');
  expect(watched.came).toStrictEqual(['confirmation', 'error']);
  expect(watched.errors[0]).toBeInstanceOf(StreamDeletedError);
});

it('survives the deletion of its stream', async () => {
  const stream = await written(1);
  const watched = watch(client.subscribeToStream(stream));
  await watched.untilCame('caughtUp');
  await client.deleteStream(stream);
  await client.appendToStream(stream, numbered(1));
  await watched.untilCame(`1@${stream}`);
  await watched.stop();
  expect(watched.errors).toStrictEqual([]);
});
