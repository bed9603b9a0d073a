import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export type RunningProcess = {
  readonly child: ChildProcess;
  /** What it prints, line by line. */
  readonly lines: AsyncIterator<string>;
  readonly ended: Promise<number | null>;
};

/** A script of test/support/processes as a process of its own, over the sources; a shell command may go before it. */
export const runProcess = (script: string, args: ReadonlyArray<string>, before = ''): RunningProcess => {
  const file = join(__dirname, 'processes', `${script}.ts`);
  const command = `${before} exec "$0" "$@"`;
  const child = spawn('bash', ['-c', command, process.execPath, file, ...args], {
    env: { ...process.env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  return { child, lines: createInterface({ input: child.stdout })[Symbol.asyncIterator](), ended };
};

/** Its lines up to and including the one that is waited for, or up to its end; those that follow can be had later. */
export const linesUntil = async (
  { lines }: RunningProcess,
  enough: (line: string) => boolean,
): Promise<ReadonlyArray<string>> => {
  const seen: Array<string> = [];
  for (let next = await lines.next(); next.done !== true; next = await lines.next()) {
    seen.push(next.value);
    if (enough(next.value)) break;
  }
  return seen;
};
