import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Environment } from './server-process';
import { until } from './until';

const program = join(__dirname, '../../dist/app/main.js');

export type JournalProcess = {
  readonly port: number;
  /** Sends the signal and resolves with the exit code (null: ended by a signal) once the process is gone. */
  readonly end: (signal: 'SIGTERM' | 'SIGKILL') => Promise<number | null>;
};

/** `ledger journal serve` as its own process, listening. */
export const serveJournalProcess = async (
  args: ReadonlyArray<string>,
  env: Environment = {},
): Promise<JournalProcess> => {
  const child = spawn(process.execPath, [program, 'journal', 'serve', ...args], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
  const gone = once(child, 'exit') as Promise<[number | null]>;
  const portIn = () => /^PORT=(\d+)$/m.exec(output)?.[1];
  await until('the port', () => portIn() !== undefined || child.exitCode !== null);
  const port = portIn();
  if (port === undefined) throw new Error(`it ended with ${String(child.exitCode)}:\n${output}`);
  return {
    port: Number(port),
    end: async (signal) => {
      child.kill(signal);
      const [code] = await gone;
      return code;
    },
  };
};
