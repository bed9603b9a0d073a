import { sized } from './sized';
import { startJournalServer } from './journal-server';
import { type Environment, removeDirectory, temporaryDirectory } from './server-process';

export type JournalHome = {
  /** What tells a ledger to keep its journal there. */
  readonly env: Environment;
  /** Where its files are, if they are not the ledger's own. */
  readonly dataDir: string | undefined;
  readonly end: () => Promise<void>;
};

/** `slower`: how many times less a test asks of it that asks much: each event crosses two processes. */
type Home = readonly [where: string, find: () => Promise<JournalHome>, slower: number];

const elsewhere = async (): Promise<JournalHome> => {
  const dataDir = await temporaryDirectory();
  const server = await startJournalServer(dataDir, { program: 'built' });
  return {
    env: { EVENTSTORE_URL: server.url },
    dataDir,
    end: async () => {
      await server.end('SIGTERM');
      await removeDirectory(dataDir);
    },
  };
};

/** Where a whole ledger may keep its journal; EventStoreDB is the embedded one's server in another process. */
export const journalHomes: ReadonlyArray<Home> = [
  ['in its own directory', async () => ({ env: {}, dataDir: undefined, end: async () => undefined }), 1],
  ['in EventStoreDB', elsewhere, 4],
];

/** For what lasts: the ledger's own directory among all the other tests, and everywhere in the full run. */
export const journalHomesInFull = journalHomes.slice(0, sized(1, journalHomes.length));
