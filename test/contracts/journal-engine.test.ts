import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedJournal } from '../../src/adapters/embedded/journal/open-embedded-journal';
import { right } from '../support/right';
import { createTestClock } from '../support/test-clock';
import { journalEngineContract } from './journal-engine.contract';

journalEngineContract('embedded', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'ledger-engine-contract-'));
  const { engine, close } = right(await openEmbeddedJournal({ dataDir, clock: createTestClock() })());
  return {
    engine,
    close: async () => {
      await close();
      await rm(dataDir, { recursive: true });
    },
  };
});
