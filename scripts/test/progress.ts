import { SingleBar } from 'cli-progress';
import type { Outcome } from './run-check';

type Progress = {
  /** Shows that a check is running, and what came of it; prints what a failed one said. */
  readonly during: (name: string, check: () => Promise<Outcome>) => Promise<Outcome>;
  readonly suite: (line: string) => void;
};

/** A live line on a terminal; a line for each thing begun and done where the output is kept. */
export const showProgress = (out: NodeJS.WriteStream): Progress => {
  const live = out.isTTY && process.env['CI'] === undefined;
  const bar = new SingleBar({
    format: '{name} {duration_formatted} {last}',
    stream: out,
    fps: 4,
    clearOnComplete: true,
  });
  return {
    during: async (name, check) => {
      if (live) bar.start(1, 0, { name, last: '' });
      else out.write(`${name} …\n`);
      const outcome = await check();
      if (live) bar.stop();
      const verdict = outcome.failed === 0 ? 'passed' : 'FAILED';
      out.write(`${name} ${verdict} (${outcome.seconds.toFixed(1)} s)\n`);
      if (outcome.failed > 0) out.write(`${outcome.output}\n`);
      return outcome;
    },
    suite: (line) => {
      if (live) bar.update({ last: line });
      else out.write(`${line}\n`);
    },
  };
};
