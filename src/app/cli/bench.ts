import { cpus } from 'node:os';
import { Command, InvalidArgumentError } from 'commander';
import type { BenchRow } from '../bench/bench-row';
import { benchBulk } from '../bench/bulk-bench';
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
  readonly only?: ReadonlyArray<Part>;
  readonly events: number;
  readonly rounds: number;
  readonly requests: number;
  readonly folded: number;
  readonly shown: number;
  readonly messages: number;
  readonly appends: number;
  readonly recipients: number;
  readonly sockets: number;
  readonly jobs?: string;
  readonly broker?: string;
  readonly redis?: string;
  readonly folder: string;
  readonly json?: true;
};
type Part = 'journal' | 'requests' | 'protocol' | 'views' | 'intake' | 'bulk';

const parts: Readonly<Record<Part, (options: Options) => Promise<ReadonlyArray<BenchRow>>>> = {
  journal: async ({ folder, events, rounds }) => benchJournal({ folder, clock, events, rounds }),
  requests: async ({ folder, requests }) => benchRequests({ folder, clock, requests }),
  protocol: async ({ folder, appends, rounds }) => benchProtocol({ folder, clock, appends, rounds }),
  views: async ({ folder, folded, shown, redis: redisUrl }) => [
    ...(await benchRebuild({ folder, clock, events: folded, redisUrl })),
    ...(await benchVisibility({ folder, clock, notifications: shown, redisUrl: undefined })),
    ...(redisUrl === undefined ? [] : await benchVisibility({ folder, clock, notifications: shown, redisUrl })),
  ],
  intake: async ({ folder, messages, broker: brokerUrl }) =>
    brokerUrl === undefined ? [] : [await benchIntake({ folder, clock, events: messages, brokerUrl })],
  bulk: async ({ folder, recipients, sockets, rounds, jobs: command, redis: redisUrl }) => {
    const jobs = command === undefined || redisUrl === undefined ? undefined : { command, redisUrl };
    return benchBulk({ folder, clock, recipients, sockets, rounds, jobs });
  },
};
const isPart = (name: string): name is Part => Object.hasOwn(parts, name);
const allParts = Object.keys(parts).filter(isPart);

const words: Readonly<Record<Part, (options: Options) => ReadonlyArray<string>>> = {
  journal: ({ rounds, events }) => [
    `Journal: the median of ${rounds} rounds of ${events} events, each side with the same events and the same durability.`,
  ],
  requests: ({ requests }) => [
    `Requests: ${requests} to a server of its own, which delivers and folds its views meanwhile; the caller shares the machine.`,
  ],
  protocol: ({ rounds, appends }) => [
    `Protocol: the median of ${rounds} rounds of ${appends} events by EventStoreDB's own client, one append each, and one reading of them.`,
  ],
  views: ({ folded, shown, redis }) => [
    `Views: the inbox of ${folded} events made from the first one on; ${shown} notifications at a steady pace, while every view follows.`,
    ...(redis === undefined ? ['Views in Redis: left out; they need one with nothing in it (--redis).'] : []),
  ],
  intake: ({ broker, messages }) => [
    broker === undefined
      ? 'Intake: left out; it needs a broker of its own (--broker, or AMQP_URL).'
      : `Intake: ${messages} events that wait in the queue, taken in by a ledger in this process, after a bare consumer of the same.`,
  ],
  bulk: ({ recipients, rounds, jobs, redis }) => [
    `Bulk: the median of ${rounds} rounds of ${recipients} recipients, in-app, on a server of its own for each batch; the caller shares the machine.`,
    `From the 202 on, until its progress counts all and the view of inboxes has come as far; looked at every 50 ms.`,
    ...(jobs === undefined || redis === undefined ? ['Bulk beside a job queue: left out (--jobs, --redis).'] : []),
  ],
};

const machine = (): string => {
  const cores = cpus();
  return `${cores.length} cores (${cores[0]?.model ?? 'unknown'}), Node ${process.version}`;
};

const method = (options: Options, chosen: ReadonlyArray<Part>): string =>
  [
    `Files in ${options.folder}, on the disk that is measured; ${machine()}; one run, everything in turns.`,
    ...chosen.flatMap((part) => words[part](options)),
  ].join('\n');

const figure = (value: number): string => (value >= 100 ? Math.round(value).toLocaleString('en-US') : value.toFixed(2));

const aimed = ({ ratio, aim, below, refused }: BenchRow): string => {
  if (refused !== undefined) return `refused: ${refused}`;
  if (below !== undefined) return `(aim: below ${below})`;
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
  const { only: chosen = allParts, redis, json } = options;
  if (!json) process.stdout.write(`${method(options, chosen)}\n\n`);
  if (redis !== undefined) await expectUnusedRedis(redis);
  const rows: Array<BenchRow> = [];
  for (const part of chosen) rows.push(...(await parts[part](options)));
  const table = tableOf(['what', 'figure', 'unit', 'baseline of the same run', 'ratio'], rows.map(cells));
  process.stdout.write(json ? `${JSON.stringify(rows)}\n` : `${table}\n`);
  return rows.some(({ refused }) => refused !== undefined) ? EXIT.failed : EXIT.ok;
};

const count = (text: string): number => {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('It is a whole number.');
  return Number(text);
};

const part = (name: string, before: ReadonlyArray<Part> = []): ReadonlyArray<Part> => {
  if (!isPart(name)) throw new InvalidArgumentError(`It is one of ${allParts.join(', ')}.`);
  return [...before, name];
};

export const benchCommand = (): Command =>
  new Command('bench')
    .option('--only <parts...>', `of ${allParts.join(', ')}; without it all of them`, part)
    .option('--events <n>', 'events in each round', count, 64_000)
    .option('--rounds <n>', 'rounds; their medians are shown', count, 3)
    .option('--requests <n>', 'requests to the server', count, 5_000)
    .option('--appends <n>', "appends of EventStoreDB's client", count, 16_000)
    .option('--folded <n>', 'events that a view is made of', count, 100_000)
    .option('--shown <n>', 'notifications until each is in the inbox', count, 5_000)
    .option('--messages <n>', 'events of the platform to take in', count, 10_000)
    .option('--recipients <n>', 'recipients of a batch; 100000 for a full run', count, 20_000)
    .option('--sockets <n>', 'how many of them are connected where sockets take part', count, 5_000)
    .option(
      '--jobs <command>',
      'a program that does as many jobs without content; without one that baseline is left out',
    )
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
