import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStoreDBClient } from '@eventstore/db-client';
import { openEmbeddedJournal } from '../../src/adapters/embedded/journal/open-embedded-journal';
import {
  createProtocolServer,
  type ProtocolServerOptions,
} from '../../src/adapters/eventstoredb-protocol/create-protocol-server';
import { usualLimits } from '../../src/adapters/eventstoredb-protocol/limits';
import { systemClock } from '../../src/adapters/system/clock';
import type { JournalEngine } from '../../src/domain/ports/journal-engine';
import type { Logger } from '../../src/domain/ports/logger';
import { right } from './right';

export type Served = {
  readonly port: number;
  readonly engine: JournalEngine;
  /** Connected with `query` behind its address; disposed of with the server. */
  readonly connect: (query?: string, before?: string) => EventStoreDBClient;
  readonly logged: ReadonlyArray<string>;
  /** The server alone, as its clients see it go. */
  readonly stop: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Patient, since the machine may be busy: what is tested is not how fast it is. */
const PLAIN = '?tls=false&defaultDeadline=300000';

/** A server of the protocol over an engine, on a free port. */
export const serveEngine = async (
  engine: JournalEngine,
  options: Partial<ProtocolServerOptions> = {},
): Promise<Served> => {
  const logged: Array<string> = [];
  const log = (message: string): void => void logged.push(message);
  const logger: Logger = { debug: log, info: log, warn: log, error: log };
  const parts = { engine, clock: systemClock, logger, readOnly: false, limits: usualLimits, ...options };
  const server = createProtocolServer(parts);
  const port = await server.listen('127.0.0.1', 0);
  const clients: Array<EventStoreDBClient> = [];
  return {
    port,
    engine,
    connect: (query = PLAIN, before = 'esdb://') => {
      const client = EventStoreDBClient.connectionString(`${before}127.0.0.1:${port}${query}`);
      clients.push(client);
      return client;
    },
    logged,
    stop: server.close,
    close: async () => {
      await Promise.all(clients.map(async (client) => client.dispose()));
      await server.close();
    },
  };
};

/** … over the embedded journal, in a folder that is removed with it. */
export const serveEmbedded = async (options: Partial<ProtocolServerOptions> = {}): Promise<Served> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'ledger-protocol-'));
  const journal = right(await openEmbeddedJournal({ dataDir, clock: systemClock })());
  const served = await serveEngine(journal.engine, options);
  return {
    ...served,
    close: async () => {
      await served.close();
      await journal.close();
      await rm(dataDir, { recursive: true });
    },
  };
};
