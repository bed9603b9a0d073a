import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { connect } from 'amqplib';
import { freePort, removeDirectory, temporaryDirectory } from './server-process';

const programs = '/usr/lib/rabbitmq/bin';

export type RabbitMq = {
  /** The same after every start. */
  readonly url: string;
  readonly start: () => Promise<void>;
  /** SIGTERM: an orderly stop; what is durable is there at the next start. SIGKILL: no time for anything. */
  readonly stop: (signal?: 'SIGTERM' | 'SIGKILL') => Promise<void>;
  /** It keeps its connections and answers nobody, until `thaw`. */
  readonly freeze: () => void;
  readonly thaw: () => void;
  /** Removes everything that the stopped broker had stored, its queues and users included. */
  readonly wipe: () => Promise<void>;
  /** `rabbitmqctl` with these arguments; answers what it printed. */
  readonly control: (...args: ReadonlyArray<string>) => Promise<string>;
  /** Stops it and leaves nothing behind. */
  readonly remove: () => Promise<void>;
};

const configuration = (port: number): string => `listeners.tcp.1 = 127.0.0.1:${String(port)}
log.console = true
log.console.level = error
log.file = false
`;

/** The broker's epmd listens on a port of its own, on the loopback interface. */
const environment = async (directory: string, port: number): Promise<NodeJS.ProcessEnv> => ({
  PATH: process.env['PATH'],
  HOME: directory,
  RABBITMQ_NODENAME: `ledger${String(port)}@localhost`,
  RABBITMQ_DIST_PORT: String(await freePort()),
  RABBITMQ_MNESIA_BASE: join(directory, 'data'),
  RABBITMQ_LOG_BASE: join(directory, 'log'),
  RABBITMQ_CONFIG_FILE: join(directory, 'rabbitmq.conf'),
  RABBITMQ_ENABLED_PLUGINS_FILE: join(directory, 'plugins'),
  RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '-kernel inet_dist_use_interface {127,0,0,1}',
  // The start script then becomes the broker, instead of waiting beside it: a signal reaches the broker itself.
  RABBITMQ_ALLOW_INPUT: 'true',
  RABBITMQ_SERVER_START_ARGS: '-noinput',
  ERL_EPMD_ADDRESS: '127.0.0.1',
  ERL_EPMD_PORT: String(await freePort()),
});

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null;

const untilItAnswers = async (url: string, child: ChildProcess, log: string): Promise<void> => {
  const deadline = Date.now() + 90_000;
  for (;;) {
    try {
      await (await connect(url)).close();
      return;
    } catch (cause) {
      if (hasEnded(child) || Date.now() > deadline)
        throw new Error(`RabbitMQ did not start:\n${await readFile(log, 'utf8')}`, { cause });
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
};

/** A RabbitMQ of the test's own, on free ports of the loopback interface, with nothing in it. */
export const createRabbitMq = async (): Promise<RabbitMq> => {
  const directory = await temporaryDirectory();
  const port = await freePort();
  const env = await environment(directory, port);
  const url = `amqp://guest:guest@127.0.0.1:${String(port)}`;
  await writeFile(join(directory, 'rabbitmq.conf'), configuration(port));
  await writeFile(join(directory, 'plugins'), '[].');
  const epmd = spawn('epmd', { env, stdio: 'ignore' });
  let child: ChildProcess | undefined;

  const stop: RabbitMq['stop'] = async (signal = 'SIGTERM') => {
    const running = child;
    child = undefined;
    if (running === undefined || hasEnded(running)) return;
    const gone = once(running, 'exit');
    running.kill(signal);
    await gone;
  };
  return {
    url,
    start: async () => {
      await mkdir(join(directory, 'data'), { recursive: true });
      const log = await open(join(directory, 'output'), 'a');
      child = spawn(join(programs, 'rabbitmq-server'), { env, stdio: ['ignore', log.fd, log.fd] });
      await log.close();
      await untilItAnswers(url, child, join(directory, 'output'));
    },
    stop,
    freeze: () => child?.kill('SIGSTOP'),
    thaw: () => child?.kill('SIGCONT'),
    wipe: async () => rm(join(directory, 'data'), { recursive: true, force: true }),
    control: async (...args) => {
      const { stdout } = await promisify(execFile)(join(programs, 'rabbitmqctl'), ['--quiet', ...args], { env });
      return stdout;
    },
    remove: async () => {
      await stop('SIGKILL');
      epmd.kill();
      await removeDirectory(directory);
    },
  };
};

/** One broker for the tests of a file that do it no harm: that of AMQP_URL, else one that is there as long as they run. */
export const brokerForTests = (): { readonly url: () => string } => {
  let url = process.env['AMQP_URL'];
  let own: RabbitMq | undefined;
  beforeAll(async () => {
    if (url !== undefined) return;
    own = await createRabbitMq();
    await own.start();
    url = own.url;
  }, 120_000);
  afterAll(async () => own?.remove(), 60_000);
  return {
    url: () => {
      if (url === undefined) throw new Error('There is a broker only while tests run');
      return url;
    },
  };
};
