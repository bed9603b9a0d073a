import { SupportedMethod, SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb';

/** The last version whose rules these are; it switches on everything the client can do with streams. */
const VERSION = '24.2.0';

const STREAMS = 'event_store.client.streams.streams';
const GROUPS = 'event_store.client.persistent_subscriptions.persistentsubscriptions';

const streamMethods: ReadonlyArray<readonly [string, ReadonlyArray<string>]> = [
  ['append', []],
  ['batchappend', ['deadline_duration']],
  ['delete', []],
  ['read', ['position', 'events']],
  ['tombstone', []],
];
const groupMethods = ['create', 'update', 'delete', 'read', 'getinfo', 'replayparked', 'list', 'restartsubsystem'];

const method = (service: string, name: string, features: ReadonlyArray<string>): SupportedMethod =>
  new SupportedMethod()
    .setServiceName(service)
    .setMethodName(name)
    .setFeaturesList([...features]);

/** What this server announces (contract, section 2.3); persistent subscriptions only where their service is there. */
export const supportedMethods = (hasGroups: boolean): SupportedMethods =>
  new SupportedMethods()
    .setEventStoreServerVersion(VERSION)
    .setMethodsList([
      ...streamMethods.map(([name, features]) => method(STREAMS, name, features)),
      ...(hasGroups ? groupMethods.map((name) => method(GROUPS, name, ['stream', 'all'])) : []),
      method('event_store.client.gossip.gossip', 'read', []),
      method('event_store.client.server_features.serverfeatures', 'getsupportedmethods', []),
    ]);
