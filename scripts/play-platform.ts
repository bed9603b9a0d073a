/** Plays the platform: tells the broker of AMQP_URL everything that can happen, in every shape that the contract allows. */
import { parseArgs } from 'node:util';
import { createProgressBar } from '../src/app/cli/progress-bar';
import { play } from './play-platform/play';
import { wholeNumber } from './play-platform/whole-number';

const usage = `npm run play -- [--count N] [--rate N] [--users N]

Publishes the platform's events to the exchange cloudphone.events of AMQP_URL (amqp://localhost by default):
every event type in every shape in turn, spread over the users, and every tenth message a second time.

  --count N   how many messages (default: each type in each shape once)
  --rate N    how many a second (default 50; 0: as fast as the broker confirms)
  --users N   how many users they are about (default 10)
  --help
`;

const run = async (): Promise<number> => {
  const { values } = parseArgs({
    options: {
      count: { type: 'string' },
      rate: { type: 'string', default: '50' },
      users: { type: 'string', default: '10' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  const count = wholeNumber(values.count);
  const rate = wholeNumber(values.rate);
  const users = wholeNumber(values.users);
  if ((values.count !== undefined && count === undefined) || rate === undefined || users === undefined || users < 1) {
    process.stderr.write(`--count, --rate and --users are whole numbers.\n\n${usage}`);
    return 2;
  }
  const url = process.env['AMQP_URL'] ?? 'amqp://localhost';
  const { published, unheard } = await play({ url, count, rate, users }, createProgressBar('the platform'));
  process.stdout.write(`${published} messages published and confirmed\n`);
  if (unheard > 0) process.stdout.write(`${unheard} of them found no queue: start the ledger with AMQP_URL first\n`);
  return 0;
};

run().then(
  (status) => {
    process.exitCode = status;
  },
  (cause: unknown) => {
    process.stderr.write(
      `The broker of AMQP_URL cannot be used: ${cause instanceof Error ? cause.message : 'unknown'}\n`,
    );
    process.exitCode = 1;
  },
);
