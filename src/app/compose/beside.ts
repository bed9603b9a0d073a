import * as E from 'fp-ts/Either';
import type { Clock } from '../../domain/ports/clock';
import type { Logger } from '../../domain/ports/logger';
import type { Config } from './config';
import type { Stores } from './open-stores';
import type { StartFailure } from './start-failure';
import { type RunningProtocol, startProtocol } from './start-protocol';

/** What the ledger's server serves beside its own interface: its journal, to EventStoreDB's clients. */
export type Beside = {
  /** Nothing is started where nothing is asked for. */
  readonly start: () => Promise<E.Either<StartFailure, void>>;
  readonly close: () => Promise<void>;
};

export type BesideParts = {
  readonly config: Config;
  readonly stores: Pick<Stores, 'journalEngine'>;
  readonly clock: Clock;
  readonly logger: Logger;
};

/** To be read, by auditors, unless it is said to be writable: what is written past the ledger keeps none of its rules. */
export const createBeside = ({ config, stores, clock, logger }: BesideParts): Beside => {
  let running: RunningProtocol | undefined;
  return {
    start: async () => {
      const { ESDB_LISTEN: listen, ESDB_LISTEN_WRITABLE: writable } = config;
      const { journalEngine: engine } = stores;
      if (listen === undefined || engine === undefined) return E.right(undefined);
      const readOnly = writable === 'false';
      const started = await startProtocol({ engine, clock, logger, config, listen, readOnly });
      if (E.isLeft(started)) return started;
      running = started.right;
      logger.info("the journal is served to EventStoreDB's clients", { port: running.port, readOnly });
      return E.right(undefined);
    },
    close: async () => running?.close(),
  };
};
