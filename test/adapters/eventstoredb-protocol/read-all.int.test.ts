import { type AllStreamRecordedEvent, END, type EventStoreDBClient, START } from '@eventstore/db-client';
import { aStream, collect, numbered } from '../../support/protocol-events';
import { type Served, serveEmbedded } from '../../support/protocol-server';

let served: Served;
let client: EventStoreDBClient;
let positions: ReadonlyArray<bigint>;
const stream = aStream();
beforeAll(async () => {
  served = await serveEmbedded();
  client = served.connect();
  await client.appendToStream(stream, numbered(5));
  await client.appendToStream(aStream(), numbered(5));
  positions = placesOf(await collect(client.readAll())).slice(-10);
});
afterAll(async () => served.close());

const placesOf = (events: ReadonlyArray<{ readonly event?: AllStreamRecordedEvent }>): ReadonlyArray<bigint> =>
  events.map(({ event }) => event?.position.commit ?? -1n);
const at = (index: number) => ({ commit: positions[index] ?? -1n, prepare: positions[index] ?? -1n });

it('has system events before the first that anybody appends', async () => {
  const [first] = await collect(client.readAll({ maxCount: 1 }));
  expect(first?.event?.streamId).toBe('$users');
  expect(positions[0]).toBeGreaterThan(first?.event?.position.commit ?? 0n);
});

it('reads forwards from a position, which is among it', async () => {
  expect(placesOf(await collect(client.readAll({ fromPosition: at(3), maxCount: 4 })))).toStrictEqual(
    positions.slice(3, 7),
  );
});

it('reads backwards from a position, which is not among it', async () => {
  const read = await collect(client.readAll({ direction: 'backwards', fromPosition: at(3), maxCount: 2 }));
  expect(placesOf(read)).toStrictEqual([positions[2], positions[1]]);
});

it('reads everything from the start, and in reverse from the end', async () => {
  const forwards = await collect(client.readAll({ fromPosition: START }));
  const backwards = await collect(client.readAll({ direction: 'backwards', fromPosition: END }));
  expect(backwards).toStrictEqual(forwards.toReversed());
});

it('finds nothing forwards from the end or backwards from the start', async () => {
  expect(await collect(client.readAll({ fromPosition: END }))).toStrictEqual([]);
  expect(await collect(client.readAll({ direction: 'backwards', fromPosition: START }))).toStrictEqual([]);
});

it('shows what is deleted, and what deleted it', async () => {
  const gone = aStream();
  await client.appendToStream(gone, numbered(1));
  await client.deleteStream(gone);
  await client.tombstoneStream(gone);
  const read = await collect(client.readAll({ direction: 'backwards', fromPosition: END, maxCount: 3 }));
  expect(read.map(({ event }) => [event?.streamId, event?.type, event?.revision])).toStrictEqual([
    [gone, '$streamDeleted', 2n ** 63n - 1n],
    [`$$${gone}`, '$metadata', 0n],
    [gone, 'Counted', 0n],
  ]);
});

it('reads from beyond the last position that there can be', async () => {
  const far = { commit: 2n ** 64n - 1n, prepare: 2n ** 64n - 1n };
  expect(await collect(client.readAll({ fromPosition: far }))).toStrictEqual([]);
  expect(await collect(client.readAll({ direction: 'backwards', fromPosition: far, maxCount: 1 }))).toHaveLength(1);
});
