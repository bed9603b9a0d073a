/**
 * `npm run bench`: the benchmarks beside a RabbitMQ of the run's own, with nothing of anybody else's on it. Where none is
 * installed and no `--broker` is named, what needs one is left out, and the table says so.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createRabbitMq } from '../test/support/rabbitmq';

const [, , ...options] = process.argv;

const startBroker = async (): ReturnType<typeof createRabbitMq> => {
  const broker = await createRabbitMq();
  await broker.start();
  return broker;
};

const measure = async (more: ReadonlyArray<string>): Promise<number> => {
  const child = spawn(process.execPath, ['dist/app/main.js', 'bench', ...more, ...options], { stdio: 'inherit' });
  await once(child, 'exit');
  return child.exitCode ?? 1;
};

const main = async (): Promise<number> => {
  const named = options.includes('--broker') || process.env['AMQP_URL'] !== undefined;
  if (named || !existsSync('/usr/lib/rabbitmq/bin/rabbitmq-server')) return measure([]);
  const broker = await startBroker();
  try {
    return await measure(['--broker', broker.url]);
  } finally {
    await broker.remove();
  }
};

void main().then((status) => {
  process.exitCode = status;
});
