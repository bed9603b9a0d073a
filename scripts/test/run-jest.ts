import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as t from 'io-ts';
import type { Outcome } from './run-check';
import { runCommand } from './run-command';

const Report = t.type({ numPassedTests: t.number, numFailedTests: t.number, numRuntimeErrorTestSuites: t.number });

type Options = {
  readonly full: boolean;
  readonly paths: ReadonlyArray<string>;
  /** Called once for each test file that has ended, with the line that jest prints for it. */
  readonly onSuite: (line: string) => void;
};

const nothing = { numPassedTests: 0, numFailedTests: 0, numRuntimeErrorTestSuites: 0 };

const countsIn = (file: string): t.TypeOf<typeof Report> => {
  if (!existsSync(file)) return nothing; // jest ended before it could report, and its exit status says that it failed
  const report: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return Report.is(report) ? report : nothing;
};

/** All tests. A file that does not load is a failed test, and so is a jest that fails although no test did. */
export const runJest = async ({ full, paths, onSuite }: Options): Promise<Outcome> => {
  const folder = mkdtempSync(join(tmpdir(), 'ledger-test-'));
  const file = join(folder, 'report.json');
  const jest = join('node_modules', 'jest', 'bin', 'jest.js');
  const { ok, output, seconds } = await runCommand([process.execPath, jest, '--json', '--outputFile', file, ...paths], {
    minutes: full ? 240 : 30,
    env: full ? { LEDGER_TEST_SIZE: 'full' } : {},
    onOutput: (text) => {
      for (const line of text.split('\n')) if (/^(PASS|FAIL) /.test(line)) onSuite(line);
    },
  });
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = countsIn(file);
  rmSync(folder, { recursive: true });
  const failed = numFailedTests + numRuntimeErrorTestSuites;
  return { name: 'tests', passed: numPassedTests, failed: ok || failed > 0 ? failed : 1, seconds, output };
};
