import {
  type AllStreamSubscription,
  END,
  eventTypeFilter,
  type EventStoreDBClient,
  excludeSystemEvents,
  type Filter,
  type Position,
  START,
  streamNameFilter,
} from '@eventstore/db-client';
import { aStream, collect, numbered, rejection } from '../../support/protocol-events';
import { type Served, serveEmbedded } from '../../support/protocol-server';
import { watch } from '../../support/subscription';

let served: Served;
let client: EventStoreDBClient;
beforeEach(async () => {
  served = await serveEmbedded();
  client = served.connect();
});
afterEach(async () => served.close());

const placed = (position: Position | undefined): bigint => position?.commit ?? -1n;

it('delivers everything from the start, in order, and goes on live', async () => {
  await client.appendToStream(aStream(), numbered(3));
  const watched = watch(client.subscribeToAll({ fromPosition: START }));
  await watched.untilCame('caughtUp');
  const last = aStream();
  await client.appendToStream(last, numbered(1));
  await watched.untilCame(`0@${last}`);
  await watched.stop();
  const all = await collect(client.readAll());
  expect(watched.events).toStrictEqual(all);
  expect(watched.came.filter((what) => what === 'caughtUp')).toHaveLength(1);
});

it('delivers what comes after a position', async () => {
  const { position } = await client.appendToStream(aStream(), numbered(3));
  const next = aStream();
  await client.appendToStream(next, numbered(1));
  const watched = watch(client.subscribeToAll({ fromPosition: position as Position }));
  await watched.untilCame('caughtUp');
  await watched.stop();
  expect(watched.came).toStrictEqual(['confirmation', `0@${next}`, 'caughtUp']);
});

it('delivers nothing old after the end', async () => {
  await client.appendToStream(aStream(), numbered(3));
  const watched = watch(client.subscribeToAll({ fromPosition: END }));
  await watched.untilCame('caughtUp');
  const next = aStream();
  await client.appendToStream(next, numbered(1));
  await watched.untilCame(`0@${next}`);
  await watched.stop();
  expect(watched.came).toStrictEqual(['confirmation', 'caughtUp', `0@${next}`]);
});

describe('with a filter', () => {
  const checkpoints: Array<bigint> = [];
  beforeEach(() => checkpoints.splice(0));
  const checkpointReached = async (_: AllStreamSubscription, position: Position) =>
    void checkpoints.push(placed(position));
  const subscribe = (filter: Filter) => watch(client.subscribeToAll({ fromPosition: START, filter }));

  it.each([
    ['streams by prefix', (to: string) => streamNameFilter({ prefixes: ['nothing', to], checkpointReached })],
    ['streams by pattern', (to: string) => streamNameFilter({ regex: `^${to}$`, checkpointReached })],
    ['types by prefix', () => eventTypeFilter({ prefixes: ['Cou'], checkpointReached })],
    ['types by pattern', () => eventTypeFilter({ regex: '(?i)^COUNTED$', checkpointReached })],
    ['users from system', () => excludeSystemEvents({ checkpointReached })],
  ])('tells %s, also live', async (_, filter) => {
    const stream = aStream();
    await client.appendToStream(stream, numbered(2));
    await client.setStreamMetadata(stream, { maxCount: 9 });
    const watched = subscribe(filter(stream));
    await watched.untilCame('caughtUp');
    await client.appendToStream(stream, numbered(1));
    await watched.untilCame(`2@${stream}`);
    await watched.stop();
    expect(watched.came).toStrictEqual(['confirmation', `0@${stream}`, `1@${stream}`, 'caughtUp', `2@${stream}`]);
  });

  it('says each so many events how far it has looked, and once more when it has caught up', async () => {
    const positions: Array<bigint> = [];
    for (let n = 0; n < 5; n += 1)
      positions.push(placed((await client.appendToStream(aStream(), numbered(10))).position));
    // One system event stands before the fifty.
    const watched = subscribe(
      eventTypeFilter({ prefixes: ['nothing'], maxSearchWindow: 4, checkpointInterval: 5, checkpointReached }),
    );
    await watched.untilCame('caughtUp');
    await watched.stop();
    const all = (await collect(client.readAll())).map(({ event }) => placed(event?.position));
    expect(checkpoints).toStrictEqual([all[19], all[39], all[50]]);
    expect(all[50]).toBe(positions[4]);
  });

  it('never says a checkpoint before what it promises', async () => {
    const stream = aStream();
    await client.appendToStream(stream, numbered(20));
    const order: Array<string> = [];
    const subscription = client.subscribeToAll({
      fromPosition: START,
      filter: streamNameFilter({
        prefixes: [stream],
        maxSearchWindow: 1,
        checkpointReached: async (_, position) => void order.push(`checkpoint ${placed(position)}`),
      }),
    });
    for await (const { event } of subscription) {
      order.push(`event ${placed(event?.position)}`);
      if (event?.revision === 19n) break;
    }
    const all = (await collect(client.readAll())).map(({ event }) => placed(event?.position));
    const expected = [
      `checkpoint ${all[0]}`,
      ...all.slice(1).flatMap((place) => [`event ${place}`, `checkpoint ${place}`]),
    ];
    expect(order.slice(0, expected.length - 1)).toStrictEqual(expected.slice(0, -1));
  });

  it('says no checkpoint at the head where it began there', async () => {
    await client.appendToStream(aStream(), numbered(3));
    const filter = eventTypeFilter({ prefixes: ['nothing'], checkpointReached });
    const watched = watch(client.subscribeToAll({ fromPosition: END, filter }));
    await watched.untilCame('caughtUp');
    await watched.stop();
    expect(checkpoints).toStrictEqual([]);
  });

  it.each([
    ['a pattern that can not be read', eventTypeFilter({ regex: '(' })],
    ['a pattern that would have to go back', eventTypeFilter({ regex: '(a)\\1' })],
  ])('refuses %s', async (_, filter) => {
    const error = await rejection(collect(client.subscribeToAll({ filter })));
    expect(error).toMatchObject({ code: 3 });
  });
});
