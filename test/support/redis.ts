import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { freePort, removeDirectory, temporaryDirectory } from './server-process';

export type RedisServer = {
  /** The same after every start. */
  readonly url: string;
  readonly start: () => Promise<void>;
  /** SIGTERM: it stores what it holds, for the next start. SIGKILL: it stores nothing. */
  readonly stop: (signal?: 'SIGTERM' | 'SIGKILL') => Promise<void>;
  /** It keeps its connections and answers nobody, until `thaw`. */
  readonly freeze: () => void;
  readonly thaw: () => void;
  /** Removes what the stopped server had stored. */
  readonly wipe: () => Promise<void>;
  /** A client of the test's own, to see and to disturb; it is closed with the server. */
  readonly client: () => Redis;
  /** Stops it and leaves nothing behind. */
  readonly remove: () => Promise<void>;
};

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null;

const answers = async (client: Redis): Promise<boolean> =>
  client.ping().then(
    () => true,
    () => false,
  );

const newClient = (port: number): Redis =>
  new Redis({
    ...{ port, host: '127.0.0.1', retryStrategy: () => 20, maxRetriesPerRequest: 1 },
    // Nobody waits for its goodbye, whose timer would keep the process.
    disconnectTimeout: 50,
  }).on('error', () => undefined);

const untilItAnswers = async (port: number, child: ChildProcess, log: string): Promise<void> => {
  const deadline = Date.now() + 30_000;
  const client = newClient(port);
  try {
    while (!(await answers(client)))
      if (hasEnded(child) || Date.now() > deadline)
        throw new Error(`Redis did not start:\n${await readFile(log, 'utf8')}`);
  } finally {
    client.disconnect();
  }
};

/** What makes a Redis keep all that it acknowledges. */
export const durably = [
  '--appendonly',
  'yes',
  '--appendfsync',
  'always',
  '--maxmemory-policy',
  'noeviction',
  '--save',
  '',
];

/** A Redis of the test's own, on a free port of the loopback interface, with nothing in it; `settings` as its command line takes them. */
export const createRedis = async (...settings: ReadonlyArray<string>): Promise<RedisServer> => {
  const directory = await temporaryDirectory();
  const port = await freePort();
  const log = join(directory, 'output');
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--dir', directory, '--save', '3600 1', ...settings];
  const clients: Array<Redis> = [];
  let child: ChildProcess | undefined;

  const stop: RedisServer['stop'] = async (signal = 'SIGTERM') => {
    const running = child;
    child = undefined;
    if (running === undefined || hasEnded(running)) return;
    const gone = once(running, 'exit');
    running.kill(signal);
    await gone;
  };
  return {
    url: `redis://127.0.0.1:${String(port)}`,
    start: async () => {
      const output = await open(log, 'a');
      child = spawn('/usr/bin/redis-server', options, { stdio: ['ignore', output.fd, output.fd] });
      await output.close();
      await untilItAnswers(port, child, log);
    },
    stop,
    freeze: () => child?.kill('SIGSTOP'),
    thaw: () => child?.kill('SIGCONT'),
    wipe: async () => rm(join(directory, 'dump.rdb'), { force: true }),
    client: () => {
      const client = newClient(port);
      clients.push(client);
      return client;
    },
    remove: async () => {
      for (const client of clients.splice(0)) client.disconnect();
      await stop('SIGKILL');
      await removeDirectory(directory);
    },
  };
};

/** One server for the tests of a file, there as long as they run. */
export const redisForTests = (...settings: ReadonlyArray<string>): (() => RedisServer) => {
  let server: RedisServer | undefined;
  beforeAll(async () => {
    server = await createRedis(...settings);
    await server.start();
  }, 60_000);
  afterAll(async () => server?.remove());
  return () => {
    if (server === undefined) throw new Error('There is a server only while tests run');
    return server;
  };
};
