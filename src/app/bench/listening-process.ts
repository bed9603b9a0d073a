import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export type ListeningProcess = { readonly port: number; readonly stop: () => Promise<void> };

/** A program that prints `PORT=<n>` once it listens, in a process of its own. */
export const startListening = async (program: string, args: ReadonlyArray<string>): Promise<ListeningProcess> => {
  const child = spawn(process.execPath, [program, ...args], {
    env: { PATH: process.env['PATH'], LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const gone = once(child, 'exit');
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await gone;
  };
  if (child.stdout === null) throw new Error('its output can not be read');
  for await (const line of createInterface({ input: child.stdout })) {
    const port = /^PORT=(\d+)$/.exec(line)?.[1];
    if (port !== undefined) return { port: Number(port), stop };
  }
  throw new Error(`${program} ended before it listened`);
};
