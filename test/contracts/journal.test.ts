import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedJournal } from '../../src/adapters/embedded/journal/open-embedded-journal';
import { openEventStoreDbJournal } from '../../src/adapters/eventstoredb/open-eventstoredb-journal';
import { systemClock } from '../../src/adapters/system/clock';
import { startJournalServer } from '../support/journal-server';
import { right } from '../support/right';
import { createTestClock } from '../support/test-clock';
import { journalContract, type OpenedJournal } from './journal.contract';

const newDirectory = async (): Promise<string> => mkdtemp(join(tmpdir(), 'ledger-journal-contract-'));
jest.setTimeout(120_000);
/** The machine that tests run on may be busy with others. */
const limits = { answerMillis: 30_000, patienceMillis: 30_000 };
const onServer = async (url: string): Promise<OpenedJournal> =>
  right(await openEventStoreDbJournal({ url, clock: systemClock, limits })());

journalContract('embedded', async () => {
  const dataDir = await newDirectory();
  const { journal, close } = right(await openEmbeddedJournal({ dataDir, clock: createTestClock() })());
  return {
    journal,
    close: async () => {
      await close();
      await rm(dataDir, { recursive: true });
    },
  };
});

journalContract('in EventStoreDB, as the embedded one serves it to its clients', async () => {
  const dataDir = await newDirectory();
  const server = await startJournalServer(dataDir);
  const { journal, close } = await onServer(server.url);
  return {
    journal,
    close: async () => {
      await close();
      await server.end('SIGTERM');
      await rm(dataDir, { recursive: true });
    },
  };
});

const url = process.env['EVENTSTORE_URL'];
if (url !== undefined) journalContract('in the EventStoreDB of EVENTSTORE_URL', async () => onServer(url));
