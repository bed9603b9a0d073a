import type { Clock } from '../../domain/ports/clock';
import { type BenchRow, median } from './bench-row';
import { type BenchServer, startBenchServer } from './bench-server';
import { bareBulkRate } from './bare-bulk';
import { bulkList, type Content } from './bulk-list';
import { noopJobRate } from './noop-jobs';
import { type BulkRates, runBulk } from './run-bulk';

/** What does as many jobs with nothing in them, for comparison (noop-jobs.ts). */
export type NoopJobs = { readonly command: string; readonly redisUrl: string };

export type BulkBenchOptions = {
  /** Where the data are made, and removed after the run: on the disk that is to be measured. */
  readonly folder: string;
  readonly clock: Clock;
  readonly recipients: number;
  readonly rounds: number;
  /** Undefined: that comparison is left out. */
  readonly jobs: NoopJobs | undefined;
};

type Told = BulkRates & { readonly bare: number; readonly memory: number | undefined };
type Round = { readonly shared: Told; readonly own: Told; readonly jobs: number | undefined };

/** A batch before the one that is measured, to others, which compiles what a chunk runs through. */
export const WARM_UP = 1_000;
const JOBS_AIM = 2;
const BARE_AIM = 0.5;
/** MB. */
export const MEMORY_AIM = 300;

export const warmUp = async (server: BenchServer, content: Content, clock: Clock): Promise<void> => {
  await runBulk(server, bulkList(content, WARM_UP, 'w'), clock);
};

/** On a ledger of its own; then its journal's own rate with the same events. */
const told = async ({ folder, clock, recipients }: BulkBenchOptions, content: Content): Promise<Told> => {
  const server = await startBenchServer(folder, clock);
  try {
    await warmUp(server, content, clock);
    const rates = await runBulk(server, bulkList(content, recipients, 'b'), clock);
    const memory = server.peakMemory();
    await server.halt();
    return { ...rates, memory, bare: await bareBulkRate({ folder, clock, dataDir: server.dataDir, warmUp: WARM_UP }) };
  } finally {
    await server.stop();
  }
};

const takeRound = async (options: BulkBenchOptions): Promise<Round> => {
  const { jobs, recipients } = options;
  return {
    jobs: jobs === undefined ? undefined : await noopJobRate(jobs.command, jobs.redisUrl, recipients),
    shared: await told(options, 'shared'),
    own: await told(options, 'own'),
  };
};

const words: Readonly<Record<Content, string>> = { shared: 'the same for all', own: "each one's own" };

const rowsOf = (rounds: ReadonlyArray<Round>, content: Content): ReadonlyArray<BenchRow> => {
  const of = (which: keyof BulkRates | 'bare'): number => median(rounds.map((round) => round[content][which]));
  const row = (what: string, rate: number): BenchRow => ({
    ...{ what: `bulk, ${words[content]}: ${what}`, rate, unit: 'recipients/s' },
  });
  const beside = (what: string, rate: number, aim: number): BenchRow => ({
    ...row('from 202 until all are in the inbox', of('told')),
    ...{ baseline: { what, rate }, ratio: of('told') / rate },
    ...(content === 'shared' ? { aim } : {}),
  });
  const jobs = rounds.flatMap((round) => round.jobs ?? []);
  return [
    row('list uploaded, until 202', of('accepted')),
    ...(jobs.length === 0 ? [row('from 202 until all are in the inbox', of('told'))] : []),
    ...(jobs.length === 0 ? [] : [beside('BullMQ: as many jobs without content', median(jobs), JOBS_AIM)]),
    beside('the journal bare: the same events and chunks', of('bare'), BARE_AIM),
  ];
};

/** The most of what was seen, if anything was. */
export const memoryRow = (where: string, seen: ReadonlyArray<number | undefined>): ReadonlyArray<BenchRow> => {
  const known = seen.filter((one) => one !== undefined);
  if (known.length === 0) return [];
  return [{ what: `${where}: memory of the server, at most`, rate: Math.max(...known), unit: 'MB', below: MEMORY_AIM }];
};

/**
 * Many recipients of one request, on the server as its own process: how fast a list is taken in, and how fast all of it is in
 * the inbox, every event durable. Beside as many jobs without content through a queue that is not durable, and beside the
 * same events appended to a bare journal in the same chunks; in turns, the medians of the rounds.
 */
export const benchBulk = async (options: BulkBenchOptions): Promise<ReadonlyArray<BenchRow>> => {
  const rounds: Array<Round> = [];
  for (let n = 0; n < options.rounds; n += 1) rounds.push(await takeRound(options));
  const memory = rounds.flatMap(({ shared, own }) => [shared.memory, own.memory]);
  return [...rowsOf(rounds, 'shared'), ...rowsOf(rounds, 'own'), ...memoryRow('bulk', memory)];
};
