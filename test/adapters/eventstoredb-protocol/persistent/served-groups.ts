import { type EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { createPersistentSubscriptions } from '../../../../src/adapters/eventstoredb-protocol/persistent/create-persistent-subscriptions';
import { usualGroupLimits } from '../../../../src/adapters/eventstoredb-protocol/persistent/limits';
import { openEmbeddedJournal } from '../../../../src/adapters/embedded/journal/open-embedded-journal';
import { systemClock } from '../../../../src/adapters/system/clock';
import { serveEngine } from '../../../support/protocol-server';
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
  readonly restart: (options?: { readonly readOnly: boolean }) => Promise<void>;
  readonly append: (stream: string, count: number) => Promise<void>;
};

type Running = {
  readonly client: EventStoreDBClient;
  readonly connect: (query: string) => EventStoreDBClient;
  readonly close: () => Promise<void>;
};

const run = async (dataDir: string, clock: TestClock, readOnly: boolean): Promise<Running> => {
  const journal = right(await openEmbeddedJournal({ dataDir, clock: systemClock })());
  const served = await serveEngine(journal.engine, {
    readOnly,
    groups: (parts) => createPersistentSubscriptions({ ...parts, clock, limits: usualGroupLimits, readOnly }),
  });
  return {
    client: served.connect(),
    connect: served.connect,
    close: async () => {
      await served.close();
      await journal.close();
    },
  };
};

/** A journal with its server and the real client, for the tests of one file. */
export const serveGroups = (): ServedGroups => {
  const dataDir = temporaryDirectory();
  const clock = createTestClock();
  let running: Running | undefined;
  const now = (): Running => {
    if (running === undefined) throw new Error('not served yet');
    return running;
  };
  beforeAll(async () => {
    running = await run(dataDir, clock, false);
  });
  afterAll(async () => now().close());
  return {
    client: () => now().client,
    another: (query) => now().connect(query),
    clock,
    restart: async ({ readOnly } = { readOnly: false }) => {
      await now().close();
      running = await run(dataDir, clock, readOnly);
    },
    append: async (stream, count) => {
      const events = Array.from({ length: count }, (_, at) => jsonEvent({ type: 'Counted', data: { at } }));
      await now().client.appendToStream(stream, events);
    },
  };
};
