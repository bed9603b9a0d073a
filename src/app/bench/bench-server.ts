import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../domain/ports/clock';
import { dataFiles } from '../compose/data-files';
import { readServerFile } from '../compose/server-file';
import { peakMemory } from './peak-memory';

export type BenchServer = {
  readonly url: string;
  readonly token: string;
  readonly dataDir: string;
  /** The most it has had in memory so far, in MB; undefined where the system does not say so. */
  readonly peakMemory: () => number | undefined;
  /** Ends it; what it has stored can be read. */
  readonly halt: () => Promise<void>;
  /** Ends it, if it has not ended, and removes what it has stored. */
  readonly stop: () => Promise<void>;
};

const LOOK_EVERY_MILLIS = 20;
const unending = new AbortController().signal;

const isReady = async (url: string): Promise<boolean> =>
  fetch(`${url}/health/ready`).then(
    ({ ok }) => ok,
    () => false,
  );

const whenReady = async (
  child: ChildProcess,
  dataDir: string,
  clock: Clock,
): Promise<{ url: string; token: string }> => {
  for (;;) {
    const left = readServerFile(dataFiles(dataDir).server);
    if (left !== undefined && left.token !== null && (await isReady(left.url)))
      return { url: left.url, token: left.token };
    if (child.exitCode !== null) throw new Error(`the server of the benchmark ended with ${child.exitCode}`);
    await clock.wait(LOOK_EVERY_MILLIS, unending);
  }
};

/**
 * The built program with its defaults, but for `settings`, as a process of its own on a free port, with data that are removed
 * with it.
 */
export const startBenchServer = async (
  folder: string,
  clock: Clock,
  settings: Readonly<Record<string, string>> = {},
): Promise<BenchServer> => {
  const dataDir = await mkdtemp(join(folder, 'server-bench-'));
  const child = spawn(process.execPath, [join(__dirname, '../main.js'), 'serve'], {
    env: { PATH: process.env['PATH'], DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'warn', ...settings },
    stdio: ['ignore', 'inherit', 'ignore'],
  });
  const gone = once(child, 'exit');
  let peak: number | undefined;
  const lookAtMemory = (): number | undefined => {
    if (child.pid !== undefined) peak = peakMemory(child.pid) ?? peak;
    return peak;
  };
  const halt = async (): Promise<void> => {
    lookAtMemory();
    child.kill('SIGTERM');
    await gone;
  };
  return {
    ...(await whenReady(child, dataDir, clock)),
    dataDir,
    peakMemory: lookAtMemory,
    halt,
    stop: async () => {
      await halt();
      await rm(dataDir, { recursive: true });
    },
  };
};
