import { startJournalServer } from './journal-server';
import { type Environment, removeDirectory, temporaryDirectory } from './server-process';

export type JournalHome = {
  /** What tells a ledger to keep its journal there. */
  readonly env: Environment;
  readonly end: () => Promise<void>;
};

const elsewhere = async (): Promise<JournalHome> => {
  const dataDir = await temporaryDirectory();
  const server = await startJournalServer(dataDir, { program: 'built' });
  return {
    env: { EVENTSTORE_URL: server.url },
    end: async () => {
      await server.end('SIGTERM');
      await removeDirectory(dataDir);
    },
  };
};

/** Where a whole ledger may keep its journal; EventStoreDB is the embedded one's server in another process. */
export const journalHomes: ReadonlyArray<readonly [string, () => Promise<JournalHome>]> = [
  ['in its own directory', async () => ({ env: {}, end: async () => undefined })],
  ['in EventStoreDB', elsewhere],
];
