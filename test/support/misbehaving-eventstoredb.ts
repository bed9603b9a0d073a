import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { GossipService } from '@eventstore/db-client/generated/gossip_grpc_pb';
import { ClusterInfo, EndPoint, MemberInfo } from '@eventstore/db-client/generated/gossip_pb';
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb';
import { SupportedMethod, SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb';
import type { BatchAppendReq } from '@eventstore/db-client/generated/streams_pb';
import { Server, ServerCredentials, type UntypedServiceImplementation } from '@grpc/grpc-js';
import { acknowledge, type BatchCall, catchUp, confirm, isSubscription, type ReadCall } from './eventstoredb-messages';

export type Behaviour = {
  /** Each message of an append; by default it is answered at once. */
  readonly onAppend?: (call: BatchCall, request: BatchAppendReq) => void;
  /** Each reading; by default there is nothing to read, and a subscription is confirmed and has caught up. */
  readonly onRead?: (call: ReadCall) => void;
};

export type MisbehavingServer = {
  readonly port: number;
  readonly url: string;
  /** Cuts every connection. */
  readonly stop: () => void;
};

const readNothing = (call: ReadCall): void => {
  if (!isSubscription(call)) {
    call.end();
    return;
  }
  confirm(call);
  catchUp(call);
};

const features = (): SupportedMethods => {
  const batchAppend = new SupportedMethod();
  batchAppend.setServiceName('event_store.client.streams.streams');
  batchAppend.setMethodName('batchappend');
  const methods = new SupportedMethods();
  methods.setEventStoreServerVersion('24.2.0');
  methods.addMethods(batchAppend);
  return methods;
};

const clusterOfOne = (port: number): ClusterInfo => {
  const address = new EndPoint();
  address.setAddress('127.0.0.1');
  address.setPort(port);
  const member = new MemberInfo();
  member.setState(MemberInfo.VNodeState.LEADER);
  member.setIsAlive(true);
  member.setHttpEndPoint(address);
  const info = new ClusterInfo();
  info.addMembers(member);
  return info;
};

/** A server of EventStoreDB's protocol that does what a test wants to see survived. */
export const startMisbehaving = async (
  { onAppend = acknowledge, onRead = readNothing }: Behaviour = {},
  port = 0,
): Promise<MisbehavingServer> => {
  const server = new Server();
  const quiet = (call: { on: (event: 'error', listener: () => void) => unknown }): void =>
    void call.on('error', () => undefined);
  server.addService(ServerFeaturesService, {
    getSupportedMethods: (_: unknown, answer: (error: null, value: SupportedMethods) => void) =>
      answer(null, features()),
  });
  let bound = port;
  server.addService(GossipService, {
    read: (_: unknown, answer: (error: null, value: ClusterInfo) => void) => answer(null, clusterOfOne(bound)),
  });
  const streams: UntypedServiceImplementation = {
    batchAppend: (call: BatchCall) => {
      call.on('data', (request: BatchAppendReq) => onAppend(call, request));
      call.on('end', () => call.end());
    },
    read: (call: ReadCall) => onRead(call),
    append: quiet as never,
    delete: quiet as never,
    tombstone: quiet as never,
  };
  server.addService(StreamsService, streams);
  bound = await new Promise<number>((resolve, reject) => {
    server.bindAsync(`127.0.0.1:${String(port)}`, ServerCredentials.createInsecure(), (error, number) =>
      error === null ? resolve(number) : reject(error),
    );
  });
  return { port: bound, url: `esdb://127.0.0.1:${String(bound)}?tls=false`, stop: () => server.forceShutdown() };
};

/** Takes connections, and never says a word. */
export const startSilent = async (): Promise<MisbehavingServer> => {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.resume();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `esdb://127.0.0.1:${String(port)}?tls=false`,
    stop: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
};
