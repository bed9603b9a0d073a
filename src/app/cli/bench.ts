import { Command, InvalidArgumentError } from 'commander';
import type { BenchRow } from '../bench/bench-row';
import { benchIntake } from '../bench/intake-bench';
import { benchJournal } from '../bench/journal-bench';
import { benchProtocol } from '../bench/protocol-bench';
import { benchRebuild } from '../bench/rebuild-bench';
import { benchRequests } from '../bench/request-bench';
import { expectUnusedRedis } from '../bench/unused-redis';
import { benchVisibility } from '../bench/visibility-bench';
import { clock } from '../compose/clock';
import { EXIT } from './exit';
import { tableOf } from './table-of';

type Options = {
  readonly events: number;
  readonly rounds: number;
  readonly requests: number;
  readonly folded: number;
  readonly shown: number;
  readonly messages: number;
  readonly appends: number;
  readonly broker?: string;
  readonly redis?: string;
  readonly folder: string;
  readonly json?: true;
};

const method = ({
  events,
  rounds,
  requests,
  folded,
  shown,
  messages,
  appends,
  broker,
  redis,
  folder,
}: Options): string =>
  [
    `Files in ${folder}, on the disk that is measured; Node ${process.version}, one run, everything in turns.`,
    `Journal: the median of ${rounds} rounds of ${events} events, each side with the same events and the same durability.`,
    `Requests: ${requests} to a server of its own, which delivers and folds its views meanwhile; the caller shares the machine.`,
    `Protocol: the median of ${rounds} rounds of ${appends} events by EventStoreDB's own client, one append each, and one reading of them.`,
    `Views: the inbox of ${folded} events made from the first one on; ${shown} notifications at a steady pace, while every view follows.`,
    ...(redis === undefined ? ['Views in Redis: left out; they need one with nothing in it (--redis).'] : []),
    broker === undefined
      ? 'Intake: left out; it needs a broker of its own (--broker, or AMQP_URL).'
      : `Intake: ${messages} events that wait in the queue, taken in by a ledger in this process, after a bare consumer of the same.`,
  ].join('\n');

const figure = (value: number): string => (value >= 100 ? Math.round(value).toLocaleString('en-US') : value.toFixed(2));

const aimed = ({ ratio, aim, refused }: BenchRow): string => {
  if (refused !== undefined) return `refused: ${refused}`;
  if (ratio === undefined) return '';
  return aim === undefined ? ratio.toFixed(2) : `${ratio.toFixed(2)} (aim ${aim})`;
};

const cells = (row: BenchRow): ReadonlyArray<string> => [
  row.what,
  figure(row.rate),
  row.unit,
  row.baseline === undefined ? '' : `${row.baseline.what}: ${figure(row.baseline.rate)}`,
  aimed(row),
];

const bench = async (options: Options): Promise<number> => {
  const { events, rounds, requests, folded, shown, folder, json } = options;
  if (!json) process.stdout.write(`${method(options)}\n\n`);
  const { broker: brokerUrl, redis: redisUrl, messages, appends } = options;
  if (redisUrl !== undefined) await expectUnusedRedis(redisUrl);
  const rows = [
    ...(await benchJournal({ folder, clock, events, rounds })),
    ...(await benchRequests({ folder, clock, requests })),
    ...(await benchProtocol({ folder, clock, appends, rounds })),
    ...(await benchRebuild({ folder, clock, events: folded, redisUrl })),
    ...(await benchVisibility({ folder, clock, notifications: shown, redisUrl: undefined })),
    ...(redisUrl === undefined ? [] : await benchVisibility({ folder, clock, notifications: shown, redisUrl })),
    ...(brokerUrl === undefined ? [] : [await benchIntake({ folder, clock, events: messages, brokerUrl })]),
  ];
  const table = tableOf(['what', 'figure', 'unit', 'baseline of the same run', 'ratio'], rows.map(cells));
  process.stdout.write(json ? `${JSON.stringify(rows)}\n` : `${table}\n`);
  return rows.some(({ refused }) => refused !== undefined) ? EXIT.failed : EXIT.ok;
};

const count = (text: string): number => {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('It is a whole number.');
  return Number(text);
};

export const benchCommand = (): Command =>
  new Command('bench')
    .option('--events <n>', 'events in each round', count, 64_000)
    .option('--rounds <n>', 'rounds; their medians are shown', count, 3)
    .option('--requests <n>', 'requests to the server', count, 5_000)
    .option('--appends <n>', "appends of EventStoreDB's client", count, 16_000)
    .option('--folded <n>', 'events that a view is made of', count, 100_000)
    .option('--shown <n>', 'notifications until each is in the inbox', count, 5_000)
    .option('--messages <n>', 'events of the platform to take in', count, 10_000)
    .option(
      '--broker <url>',
      'a RabbitMQ that no ledger uses; without one the intake is left out',
      process.env['AMQP_URL'],
    )
    .option('--redis <url>', 'a Redis with nothing in it; without one views in Redis are left out')
    .option('--folder <path>', 'where the files of the run are made, and removed', '.')
    .option('--json', 'the rows as JSON')
    .action(async (options: Options) => {
      process.exitCode = await bench(options);
    });
