import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { createProtocolServer } from '../../../../src/adapters/eventstoredb-protocol/create-protocol-server';
import { usualLimits } from '../../../../src/adapters/eventstoredb-protocol/limits';
import {
  createPersistentSubscriptions,
  type PersistentSubscriptions,
} from '../../../../src/adapters/eventstoredb-protocol/persistent/create-persistent-subscriptions';
import { type GroupLimits, usualGroupLimits } from '../../../../src/adapters/eventstoredb-protocol/persistent/limits';
import { openEmbeddedJournal } from '../../../../src/adapters/embedded/journal/open-embedded-journal';
import { systemClock } from '../../../../src/adapters/system/clock';
import { silent } from '../../../support/http-deps';
import { right } from '../../../support/right';
import { temporaryDirectory } from '../../../support/temporary-directory';
import { createTestClock, type TestClock } from '../../../support/test-clock';

export type ServedGroups = {
  readonly client: () => EventStoreDBClient;
  /** Of its own connection; disposed of with the server. */
  readonly another: (query: string) => EventStoreDBClient;
  /** The groups' own clock, which stands until it is moved. */
  readonly clock: TestClock;
  /** Closes the server and the journal, and opens both again. */
  readonly restart: () => Promise<void>;
  readonly append: (stream: string, count: number) => Promise<void>;
};

type Running = {
  readonly client: EventStoreDBClient;
  readonly connect: (query: string) => EventStoreDBClient;
  readonly close: () => Promise<void>;
};

const run = async (dataDir: string, clock: TestClock, limits: GroupLimits): Promise<Running> => {
  const journal = right(await openEmbeddedJournal({ dataDir, clock: systemClock })());
  let groups: PersistentSubscriptions | undefined;
  const server = createProtocolServer({
    engine: journal.engine,
    clock: systemClock,
    logger: silent,
    readOnly: false,
    limits: usualLimits,
    groups: (parts) => {
      groups = createPersistentSubscriptions({ ...parts, clock, limits });
      return groups;
    },
  });
  await groups?.start();
  const port = await server.listen('127.0.0.1', 0);
  const clients: Array<EventStoreDBClient> = [];
  const connect = (query: string): EventStoreDBClient => {
    const client = EventStoreDBClient.connectionString(`esdb://127.0.0.1:${port}${query}`);
    clients.push(client);
    return client;
  };
  return {
    client: connect('?tls=false'),
    connect,
    close: async () => {
      await Promise.all(clients.map(async (client) => client.dispose()));
      await groups?.close();
      await server.close();
      await journal.close();
    },
  };
};

/** A journal with its server and the real client, for the tests of one file. */
export const serveGroups = (limits: GroupLimits = usualGroupLimits): ServedGroups => {
  const dataDir = temporaryDirectory();
  const clock = createTestClock();
  let running: Running | undefined;
  const now = (): Running => {
    if (running === undefined) throw new Error('not served yet');
    return running;
  };
  beforeAll(async () => {
    running = await run(dataDir, clock, limits);
  });
  afterAll(async () => now().close());
  return {
    client: () => now().client,
    another: (query) => now().connect(query),
    clock,
    restart: async () => {
      await now().close();
      running = await run(dataDir, clock, limits);
    },
    append: async (stream, count) => {
      const events = Array.from({ length: count }, (_, at) => jsonEvent({ type: 'Counted', data: { at } }));
      await now().client.appendToStream(stream, events);
    },
  };
};
