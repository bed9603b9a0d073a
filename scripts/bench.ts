/**
 * `npm run bench`: the benchmarks beside a RabbitMQ and a Redis of the run's own, with nothing of anybody else's on them, and
 * beside BullMQ. Where one is not installed and none is named (`--broker`, `--redis`), what needs it is left out, and the
 * table says so.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createRabbitMq } from '../test/support/rabbitmq';
import { createRedis } from '../test/support/redis';

const [, , ...options] = process.argv;
const jobs = 'node -r ./scripts/typescript.cjs scripts/bench/noop-jobs.ts';

type Service = { readonly url: string; readonly remove: () => Promise<void> };
type Needed = {
  readonly option: string;
  readonly isNamed: boolean;
  readonly program: string;
  /** The parts (`--only`) that need it. */
  readonly by: ReadonlyArray<string>;
  readonly create: () => Promise<Service & { readonly start: () => Promise<unknown> }>;
};

const needed: ReadonlyArray<Needed> = [
  {
    option: '--broker',
    isNamed: process.env['AMQP_URL'] !== undefined,
    program: '/usr/lib/rabbitmq/bin/rabbitmq-server',
    by: ['intake'],
    create: createRabbitMq,
  },
  {
    option: '--redis',
    isNamed: false,
    program: '/usr/bin/redis-server',
    by: ['views', 'bulk'],
    create: createRedis,
  },
];

const isWanted = ({ option, isNamed, program, by }: Needed): boolean => {
  if (isNamed || options.includes(option) || !existsSync(program)) return false;
  return !options.includes('--only') || by.some((part) => options.includes(part));
};

const measure = async (more: ReadonlyArray<string>): Promise<number> => {
  const child = spawn(process.execPath, ['dist/app/main.js', 'bench', ...more, ...options], { stdio: 'inherit' });
  await once(child, 'exit');
  return child.exitCode ?? 1;
};

const main = async (): Promise<number> => {
  const started: Array<Service> = [];
  const named = options.includes('--jobs') ? [] : ['--jobs', jobs];
  try {
    for (const { option, create } of needed.filter(isWanted)) {
      const service = await create();
      started.push(service);
      await service.start();
      named.push(option, service.url);
    }
    return await measure(named);
  } finally {
    for (const { remove } of started) await remove();
  }
};

void main().then((status) => {
  process.exitCode = status;
});
