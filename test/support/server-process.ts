import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sized } from './sized';

/** The built program: `npm test` builds it first. */
const program = join(__dirname, '../../dist/app/main.js');

export const temporaryDirectory = async (): Promise<string> => mkdtemp(join(tmpdir(), 'ledger-'));
export const removeDirectory = async (path: string): Promise<void> => rm(path, { recursive: true, force: true });

const isFree = async (port: number): Promise<boolean> => {
  const server = createServer().listen(port, '127.0.0.1');
  const outcome = await Promise.race([
    once(server, 'listening').then(() => true),
    once(server, 'error').then(() => false),
  ]);
  server.close();
  return outcome;
};

/**
 * A port that is free now; the servers under test keep theirs over restarts, so it has to be known beforehand. It lies
 * below the range from which the system gives ports to whoever asks for any, so that nobody gets it meanwhile.
 */
export const freePort = async (): Promise<number> => {
  const port = 10_000 + randomInt(20_000);
  return (await isFree(port)) ? port : freePort();
};

export type Environment = Readonly<Record<string, string>>;

/** Only what a test names reaches the program, so that the machine's own settings change nothing. */
const bare = (env: Environment): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  HOME: process.env['HOME'],
  ...env,
});

export type Finished = { readonly code: number; readonly stdout: string; readonly stderr: string };

/** One command of the built program, to its end. */
export const ledger = async (env: Environment, ...args: ReadonlyArray<string>): Promise<Finished> => {
  const options = { env: bare(env), maxBuffer: 256 * 1024 * 1024 };
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [program, ...args], options);
    return { code: 0, stdout, stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, stdout, stderr };
  }
};

export type ServerProcess = {
  readonly url: string;
  /** Everything the process has printed, on both streams. */
  readonly output: () => string;
  /** Sends the signal and resolves with the exit code (null: ended by a signal) once the process is gone. */
  readonly end: (signal: 'SIGTERM' | 'SIGKILL') => Promise<number | null>;
};

const isReady = async (url: string): Promise<boolean> =>
  fetch(`${url}/health/ready`).then(
    (answer) => answer.ok,
    () => false,
  );

/** A ledger of a million events has all its views to make first. */
const READY_MILLIS = sized(60_000, 1_200_000);

/** Asks again whenever the process printed something, or after a moment where it is silent. */
const untilReady = async (child: ChildProcess, url: string, output: () => string): Promise<void> => {
  const deadline = Date.now() + READY_MILLIS;
  while (!(await isReady(url))) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${String(child.exitCode)}:\n${output()}`);
    if (Date.now() > deadline) throw new Error(`the server is not ready:\n${output()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

/** The server as its own process, ready to answer. */
export const startServer = async (
  env: Environment & { readonly PORT: string },
  ...args: ReadonlyArray<string>
): Promise<ServerProcess> => {
  const child = spawn(process.execPath, [program, 'serve', ...args], {
    env: bare(env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const chunks: Array<string> = [];
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk));
  const gone = once(child, 'exit') as Promise<[number | null]>;
  const output = () => chunks.join('');
  const url = `http://127.0.0.1:${env.PORT}`;
  try {
    await untilReady(child, url, output);
  } catch (cause) {
    child.kill('SIGKILL');
    throw cause;
  }
  return {
    url,
    output,
    end: async (signal) => {
      child.kill(signal);
      const [code] = await gone;
      return code;
    },
  };
};
