import { Empty } from '@eventstore/db-client/generated/shared_pb';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb';
import { ReadReq, type ReadResp } from '@eventstore/db-client/generated/streams_pb';
import { credentials } from '@grpc/grpc-js';
import { aStream, collect, numbered, rejection } from '../../support/protocol-events';
import { type Served, serveEmbedded } from '../../support/protocol-server';

let served: Served;
let stub: StreamsClient;
const streams = [`odd-${aStream()}`, `even-${aStream()}`] as const;
beforeAll(async () => {
  served = await serveEmbedded();
  stub = new StreamsClient(`127.0.0.1:${served.port}`, credentials.createInsecure());
  const client = served.connect();
  for (let n = 0; n < 300; n += 1) await client.appendToStream(streams[n % 2] ?? '', numbered(1, n));
});
afterAll(async () => {
  stub.close();
  await served.close();
});

const { Options } = ReadReq;
const asking = (count: number): ReadReq.Options =>
  new Options()
    .setAll(new Options.AllOptions().setStart(new Empty()))
    .setCount(String(count))
    .setFilter(
      new Options.FilterOptions()
        .setStreamIdentifier(new Options.FilterOptions.Expression().setPrefixList(['odd-']))
        .setMax(32)
        .setCheckpointintervalmultiplier(1),
    );
const read = async (options: ReadReq.Options): Promise<ReadonlyArray<number>> => {
  const responses = await collect<ReadResp>(stub.read(new ReadReq().setOptions(options)));
  return responses.map((response) => Number(response.getEvent()?.getEvent()?.getStreamRevision()));
};
const upTo = (count: number): ReadonlyArray<number> => Array.from({ length: count }, (_, n) => n);

it('counts what passes the filter, and reads over the rest', async () => {
  expect(await read(asking(140))).toStrictEqual(upTo(140));
  expect(await read(asking(9_000))).toStrictEqual(upTo(150));
});

it('filters in reverse too', async () => {
  const all = new Options.AllOptions().setEnd(new Empty());
  const backwards = asking(3).setAll(all).setReadDirection(Options.ReadDirection.BACKWARDS);
  expect(await read(backwards)).toStrictEqual([149, 148, 147]);
});

it.each([
  ['nothing to read', (options: ReadReq.Options) => options.clearAll()],
  ['neither a count nor a subscription', (options: ReadReq.Options) => options.clearCount()],
  ['a filter by nothing', (options: ReadReq.Options) => options.getFilter()?.clearStreamIdentifier()],
  [
    'no interval for checkpoints',
    (options: ReadReq.Options) => options.getFilter()?.setCheckpointintervalmultiplier(0),
  ],
  [
    'a subscription that goes backwards',
    (options: ReadReq.Options) =>
      options.setSubscription(new Options.SubscriptionOptions()).setReadDirection(Options.ReadDirection.BACKWARDS),
  ],
  ['a filter on a stream', (options: ReadReq.Options) => options.setStream(new Options.StreamOptions())],
])('refuses a request with %s', async (_, spoil) => {
  const options = asking(1);
  spoil(options);
  expect(await rejection(read(options))).toMatchObject({ code: 3 });
});
