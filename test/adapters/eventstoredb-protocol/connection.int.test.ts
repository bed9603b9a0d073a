import { EventStoreDBClient } from '@eventstore/db-client';
import { GossipClient } from '@eventstore/db-client/generated/gossip_grpc_pb';
import { ProjectionsClient } from '@eventstore/db-client/generated/projections_grpc_pb';
import { StatisticsReq } from '@eventstore/db-client/generated/projections_pb';
import { ServerFeaturesClient } from '@eventstore/db-client/generated/serverfeatures_grpc_pb';
import type { SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb';
import { Empty } from '@eventstore/db-client/generated/shared_pb';
import { credentials } from '@grpc/grpc-js';
import { usualLimits } from '../../../src/adapters/eventstoredb-protocol/limits';
import { aStream, collect, numbered, rejection } from '../../support/protocol-events';
import { type Served, serveEmbedded } from '../../support/protocol-server';
import { watch } from '../../support/subscription';

let served: Served;
beforeAll(async () => {
  served = await serveEmbedded();
});
afterAll(async () => served.close());

it.each([
  ['directly', 'esdb', (port: number) => `127.0.0.1:${port}`],
  ['through gossip', 'esdb+discover', (port: number) => `127.0.0.1:${port}`],
  ['through gossip of several hosts', 'esdb', (port: number) => `127.0.0.1:${port},127.0.0.1:${port}`],
])('is found %s', async (_, scheme, hosts) => {
  const client = EventStoreDBClient.connectionString(`${scheme}://${hosts(served.port)}?tls=false`);
  const stream = aStream();
  await client.appendToStream(stream, numbered(1));
  expect(await collect(client.readStream(stream))).toHaveLength(1);
  await client.dispose();
});

it('says that it is where clients reach it', async () => {
  const relayed = await serveEmbedded({ advertised: { host: 'ledger.example', port: 2113 } });
  const stub = new GossipClient(`127.0.0.1:${relayed.port}`, credentials.createInsecure());
  const members = await new Promise((resolve, reject) => {
    stub.read(new Empty(), (error, cluster) => (error ? reject(error) : resolve(cluster.toObject().membersList)));
  });
  expect(members).toMatchObject([{ state: 8, isAlive: true, httpEndPoint: { address: 'ledger.example', port: 2113 } }]);
  stub.close();
  await relayed.close();
});

it('announces what it can do, and no persistent subscriptions where it has none', async () => {
  const stub = new ServerFeaturesClient(`127.0.0.1:${served.port}`, credentials.createInsecure());
  const supported = await new Promise<SupportedMethods>((resolve, reject) => {
    stub.getSupportedMethods(new Empty(), (error, methods) => (error ? reject(error) : resolve(methods)));
  });
  expect(supported.getEventStoreServerVersion()).toBe('24.2.0');
  expect(
    supported.getMethodsList().map((method) => `${method.getServiceName()}/${method.getMethodName()}`),
  ).toStrictEqual([
    'event_store.client.streams.streams/append',
    'event_store.client.streams.streams/batchappend',
    'event_store.client.streams.streams/delete',
    'event_store.client.streams.streams/read',
    'event_store.client.streams.streams/tombstone',
    'event_store.client.gossip.gossip/read',
    'event_store.client.server_features.serverfeatures/getsupportedmethods',
  ]);
  stub.close();
});

it('says of what it leaves out that it has it not', async () => {
  const stub = new ProjectionsClient(`127.0.0.1:${served.port}`, credentials.createInsecure());
  const error = await rejection(collect(stub.statistics(new StatisticsReq())));
  expect(error).toMatchObject({ code: 12 });
  stub.close();
});

it('refuses more subscriptions of a connection than it may hold, and takes one again when one has ended', async () => {
  const small = await serveEmbedded({ limits: { ...usualLimits, readsOfConnection: 2 } });
  const client = small.connect();
  const watched = [watch(client.subscribeToAll()), watch(client.subscribeToAll())];
  await Promise.all(watched.map(async ({ untilCame }) => untilCame('caughtUp')));
  expect(await rejection(collect(client.readAll()))).toMatchObject({ code: 8 });
  await watched[0]?.stop();
  const read = async (): Promise<number> =>
    collect(client.readAll()).then(
      (events) => events.length,
      async () => read(),
    );
  expect(await read()).toBe(1);
  await watched[1]?.stop();
  await small.close();
});

it('ends subscriptions and calls in hand when it closes, so that clients connect anew', async () => {
  const closing = await serveEmbedded();
  const watched = watch(closing.connect().subscribeToAll());
  await watched.untilCame('caughtUp');
  await closing.stop();
  await watched.untilCame('error');
  expect(watched.errors[0]).toMatchObject({ code: 14 });
  await closing.close();
});
