import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export type JournalServer = {
  readonly port: number;
  /** For EventStoreDB's client. */
  readonly url: string;
  /** Resolves once the process is gone. */
  readonly end: (signal: 'SIGTERM' | 'SIGKILL') => Promise<void>;
};

/** The program as it is in the sources; end-to-end tests run the built one. */
const programs = {
  sources: join(__dirname, '../../src/app/main.ts'),
  built: join(__dirname, '../../dist/app/main.js'),
};

export type JournalServerOptions = { readonly port?: number; readonly program?: keyof typeof programs };

const printedPort = async (child: ChildProcess): Promise<number> => {
  if (child.stdout === null) throw new Error('its output goes elsewhere');
  for await (const line of createInterface({ input: child.stdout })) {
    const [, port] = /^PORT=(\d+)$/.exec(line) ?? [];
    if (port !== undefined) return Number(port);
  }
  throw new Error('the journal server has ended without a port');
};

/** `ledger journal serve` as a process of its own, listening. */
export const startJournalServer = async (
  dataDir: string,
  { port = 0, program = 'sources' }: JournalServerOptions = {},
): Promise<JournalServer> => {
  const args = ['journal', 'serve', '--port', String(port), '--data', dataDir];
  const child = spawn(process.execPath, [programs[program], ...args], {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], NODE_OPTIONS: process.env['NODE_OPTIONS'] },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(child, 'exit');
  const bound = await printedPort(child);
  child.stdout.resume();
  return {
    port: bound,
    url: `esdb://127.0.0.1:${String(bound)}?tls=false`,
    end: async (signal) => {
      child.kill(signal);
      await gone;
    },
  };
};
