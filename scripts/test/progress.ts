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
  const running = new Set<string>();
  const show = (): void => {
    if (live && running.size > 0) bar.start(1, 0, { name: [...running].join(', '), last: '' });
  };
  /** What is printed stands above the live line. */
  const print = (change: () => void, text: string): void => {
    if (live && running.size > 0) bar.stop();
    change();
    out.write(text);
    show();
  };
  return {
    during: async (name, check) => {
      print(() => running.add(name), live ? '' : `${name} …\n`);
      const { failed, seconds, output, ...rest } = await check();
      const verdict = failed === 0 ? 'passed' : 'FAILED';
      const said = failed === 0 ? '' : `${output}\n`;
      print(() => running.delete(name), `${name} ${verdict} (${seconds.toFixed(1)} s)\n${said}`);
      return { failed, seconds, output, ...rest };
    },
    suite: (line) => {
      if (live) bar.update({ last: line });
      else out.write(`${line}\n`);
    },
  };
};
