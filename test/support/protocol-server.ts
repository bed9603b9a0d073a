import { EventStoreDBClient } from '@eventstore/db-client';
import {
  createProtocolServer,
  type ProtocolServerOptions,
} from '../../src/adapters/eventstoredb-protocol/create-protocol-server';
import { usualLimits } from '../../src/adapters/eventstoredb-protocol/limits';
import { systemClock } from '../../src/adapters/system/clock';
import type { Logger } from '../../src/domain/ports/logger';
import type { JournalEngine } from '../../src/domain/ports/journal-engine';

export type Served = {
  readonly port: number;
  /** Connected with `query` behind its address; disposed of with the server. */
  readonly connect: (query?: string) => EventStoreDBClient;
  readonly logged: ReadonlyArray<string>;
  readonly close: () => Promise<void>;
};

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
    connect: (query = '?tls=false') => {
      const client = EventStoreDBClient.connectionString(`esdb://127.0.0.1:${port}${query}`);
      clients.push(client);
      return client;
    },
    logged,
    close: async () => {
      await Promise.all(clients.map(async (client) => client.dispose()));
      await server.close();
    },
  };
};
