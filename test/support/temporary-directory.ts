import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An empty directory of a test file's own, removed after its tests. */
export const temporaryDirectory = (): string => {
  const directory = mkdtempSync(join(tmpdir(), 'ledger-test-'));
  afterAll(() => {
    rmSync(directory, { recursive: true, force: true });
  });
  return directory;
};
