import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as E from 'fp-ts/Either';
import { openEmbeddedJournal } from '../../adapters/embedded/journal/open-embedded-journal';
import type { Clock } from '../../domain/ports/clock';
import type { Journal } from '../../domain/ports/journal';
import { type BareSqlite, bareRows, openBareSqlite } from './bare-sqlite';
import { type BenchRow, median } from './bench-row';
import { catchUp } from './catch-up';
import { WRITERS, type WriterPlan, planWriters } from './journal-workload';
import { parsesPerSecond, syncsPerSecond } from './machine-baselines';
import { rateOf } from './rate-of';

export type JournalBenchOptions = {
  /** Where the files of the run are made, and removed after it: on the disk that is to be measured. */
  readonly folder: string;
  readonly clock: Clock;
  /** Events in each of the rounds. */
  readonly events: number;
  readonly rounds: number;
};

type Rates = { readonly append: number; readonly bareAppend: number; readonly read: number; readonly bareRead: number };

const APPEND_AIM = 0.6;
const READ_AIM = 0.5;
/** A bare driver that reaches less than this part of what the machine's own loops allow was held up by something else. */
const PLAUSIBLE = 0.1;

const write = async (journal: Journal, plan: WriterPlan): Promise<void> => {
  for (const { stream, revision, event } of plan) {
    const appended = await journal.append(stream, revision === 0 ? 'no-stream' : BigInt(revision - 1), [event])();
    if (E.isLeft(appended)) throw new Error('an append of the benchmark failed', { cause: appended.left });
  }
};

/** Both sides of one round, in turns, with the same events. */
const round = async (journal: Journal, bare: BareSqlite, events: number): Promise<Rates> => {
  const plans = planWriters(events);
  const rows = bareRows(plans);
  const count = plans.reduce((sum, plan) => sum + plan.length, 0);
  const bareAppend = await rateOf(count, () => {
    bare.append(rows);
  });
  const append = await rateOf(count, async () => {
    await Promise.all(plans.map(async (plan) => write(journal, plan)));
  });
  let read = 0;
  const bareRead = await rateOf(1, () => {
    read = bare.scan();
  });
  const journalRead = await rateOf(1, async () => {
    read = await catchUp(journal);
  });
  return { append, bareAppend, read: journalRead * read, bareRead: bareRead * read };
};

type Comparison = {
  readonly what: string;
  readonly rate: number;
  readonly baseline: { readonly what: string; readonly rate: number };
  readonly aim: number;
  /** What the baseline must at least reach to be believed. */
  readonly floor: number;
};

const compared = ({ what, rate, baseline, aim, floor }: Comparison): BenchRow => {
  const row = { what, rate, unit: 'events/s', baseline, aim };
  if (baseline.rate >= floor) return { ...row, ratio: rate / baseline.rate };
  return { ...row, refused: `the baseline is below ${floor.toFixed(0)}/s, which this machine does by far` };
};

/**
 * The embedded journal against its own driver used bare, with the same events and the same durability, in turns: the
 * medians of the rounds. A comparison is refused where its baseline was implausibly slow.
 */
export const benchJournal = async (options: JournalBenchOptions): Promise<ReadonlyArray<BenchRow>> => {
  const folder = await mkdtemp(join(options.folder, 'journal-bench-'));
  const opened = await openEmbeddedJournal({ dataDir: folder, clock: options.clock })();
  if (E.isLeft(opened)) throw new Error('the journal of the benchmark does not open', { cause: opened.left });
  const { journal, close } = opened.right;
  const bare = openBareSqlite(join(folder, 'bare.db'));
  try {
    const texts = bareRows(planWriters(WRITERS * 500)).flatMap((rows) =>
      rows.map(([, , , , data, metadata]) => [data, metadata] as const),
    );
    const rounds: Array<Rates & { syncs: number; parses: number }> = [];
    for (let n = 0; n < options.rounds; n += 1) {
      const rates = await round(journal, bare, options.events);
      rounds.push({
        ...rates,
        syncs: await syncsPerSecond(join(folder, 'sync')),
        parses: await parsesPerSecond(texts),
      });
    }
    const of = (rate: keyof (typeof rounds)[number]): number => median(rounds.map((one) => one[rate]));
    return [
      { what: 'fdatasync of 4 KiB, bare loop', rate: of('syncs'), unit: 'syncs/s' },
      { what: 'JSON.parse of an event, bare loop', rate: of('parses'), unit: 'events/s' },
      compared({
        what: 'journal: appends by 64 writers',
        rate: of('append'),
        baseline: { what: 'SQLite bare, groups of 64', rate: of('bareAppend') },
        aim: APPEND_AIM,
        floor: PLAUSIBLE / (1 / (of('syncs') * WRITERS) + 1 / of('parses')),
      }),
      compared({
        what: 'journal: catch-up with decoding',
        rate: of('read'),
        baseline: { what: 'SQLite bare, pages of 1,000, JSON.parse', rate: of('bareRead') },
        aim: READ_AIM,
        floor: PLAUSIBLE * of('parses'),
      }),
    ];
  } finally {
    bare.close();
    await close();
    await rm(folder, { recursive: true });
  }
};
