import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedJournal } from '../../src/adapters/embedded/journal/open-embedded-journal';
import { right } from '../support/right';
import { createTestClock } from '../support/test-clock';
import { journalContract } from './journal.contract';

journalContract('embedded', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'ledger-journal-contract-'));
  const { journal, close } = right(await openEmbeddedJournal({ dataDir, clock: createTestClock() })());
  return {
    journal,
    close: async () => {
      await close();
      await rm(dataDir, { recursive: true });
    },
  };
});
