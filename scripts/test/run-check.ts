import type { Check } from './checks';
import { runCommand } from './run-command';

/** What one row of the table says. `output` is there to be read where something failed. */
export type Outcome = {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly seconds: number;
  readonly output: string;
};

/** A static check counts as one test. */
export const runCheck = async ({ name, script }: Check): Promise<Outcome> => {
  const { ok, output, seconds } = await runCommand(['npm', 'run', '--silent', script], { minutes: 10 });
  return { name, passed: ok ? 1 : 0, failed: ok ? 0 : 1, seconds, output };
};
