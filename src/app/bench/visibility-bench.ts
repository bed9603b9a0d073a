import { performance } from 'node:perf_hooks';
import type { Clock } from '../../domain/ports/clock';
import { allProjections } from '../../projections/all-projections';
import { inboxView } from '../../projections/inbox/row';
import { createProjectionBoard } from '../workers/projection-board';
import { runProjections } from '../workers/run-projections';
import { createViewProgress, type ViewProgress } from '../workers/view-progress';
import type { BenchRow } from './bench-row';
import { type BenchLedger, openBenchJournal, openBenchLedger } from './open-bench-ledger';
import { percentile } from './percentile';
import { append, requestOf } from './projection-workload';
import { wipe } from './unused-redis';

export type VisibilityBenchOptions = {
  readonly folder: string;
  readonly clock: Clock;
  readonly notifications: number;
  /** One with nothing in it, for the views; undefined: they are in SQLite. */
  readonly redisUrl: string | undefined;
};

const A_SECOND = 500;
const LONGEST_WAIT_MILLIS = 30_000;
const unending = new AbortController().signal;

/** From the answer to the append until the inbox has it, in milliseconds. */
const visibleAfter = async (
  { journal }: BenchLedger,
  progress: ViewProgress,
  n: number,
  clock: Clock,
): Promise<number> => {
  const request = requestOf(n, clock.now());
  const position = await append(journal, request);
  const begun = performance.now();
  if (!(await progress.reached(inboxView.name, position, LONGEST_WAIT_MILLIS, request.userId)))
    throw new Error('a notification of the benchmark did not come into the inbox');
  return performance.now() - begun;
};

/** At a steady pace: what has fallen due since the last look is appended at once, so that the pace is kept on the whole. */
const atPace = async (
  count: number,
  clock: Clock,
  send: (n: number) => Promise<number>,
): Promise<ReadonlyArray<number>> => {
  const begun = performance.now();
  const sent: Array<Promise<number>> = [];
  while (sent.length < count) {
    const due = Math.min(count, Math.floor(((performance.now() - begun) * A_SECOND) / 1_000) + 1);
    while (sent.length < due) sent.push(send(sent.length));
    await clock.wait(1, unending);
  }
  return Promise.all(sent);
};

const measured = async (
  ledger: BenchLedger,
  { clock, notifications, redisUrl }: VisibilityBenchOptions,
): Promise<ReadonlyArray<BenchRow>> => {
  const stop = new AbortController();
  const progress = createViewProgress(clock, ledger.views.partitions);
  const board = createProjectionBoard();
  const running = runProjections({ ...ledger, clock, progress, board, projections: allProjections }, stop.signal);
  try {
    await visibleAfter(ledger, progress, 0, clock);
    const millis = await atPace(notifications, clock, async (n) => visibleAfter(ledger, progress, n, clock));
    const sorted = millis.toSorted((a, b) => a - b);
    const where = redisUrl === undefined ? 'SQLite' : 'Redis';
    const row = (part: string, rate: number): BenchRow => ({
      ...{ what: `inbox in ${where}: visible after, ${part}, at ${A_SECOND} notifications a second`, rate, unit: 'ms' },
    });
    return [row('half of them', percentile(sorted, 0.5)), row('99 of 100', percentile(sorted, 0.99))];
  } finally {
    stop.abort();
    await running;
  }
};

/** How soon a notification is in the inbox once it is stored, while every projection follows, at 500 a second. */
export const benchVisibility = async (options: VisibilityBenchOptions): Promise<ReadonlyArray<BenchRow>> => {
  const { folder, clock, redisUrl } = options;
  const journal = await openBenchJournal(folder, clock);
  const ledger = await openBenchLedger(journal, clock, redisUrl);
  try {
    return await measured(ledger, options);
  } finally {
    await ledger.close();
    await journal.close();
    if (redisUrl !== undefined) await wipe(redisUrl);
  }
};
