import * as E from 'fp-ts/Either';
import type { Clock } from '../../domain/ports/clock';
import type { Actor } from '../../domain/shared/recorded';
import { inbox } from '../../projections/inbox/project';
import { partsOf } from '../../projections/partitions';
import type { BenchRow } from './bench-row';
import { catchUp } from './catch-up';
import { type BenchJournal, type BenchLedger, openBenchJournal, openBenchLedger } from './open-bench-ledger';
import { EVENTS_EACH, fillJournal } from './projection-workload';
import { rateOf } from './rate-of';
import { bytesOfViews, wipe } from './unused-redis';

export type RebuildBenchOptions = {
  /** Where the files of the run are made, and removed after it: on the disk that is to be measured. */
  readonly folder: string;
  readonly clock: Clock;
  readonly events: number;
  /** One with nothing in it; undefined: what needs one is left out. */
  readonly redisUrl: string | undefined;
};

const AIMS = { SQLite: 0.4, Redis: 0.2 };
type Where = keyof typeof AIMS;
const bench: Actor = { kind: 'system', id: 'bench' };

const rebuild = async ({ rebuilds }: BenchLedger, why: 'first' | 'ordered'): Promise<void> => {
  const begun = await rebuilds.begin(inbox, { why, actor: bench })();
  const end = E.isRight(begun) ? await begun.right?.ended : undefined;
  if (end?.ended !== 'switched') throw new Error('the rebuild of the benchmark failed', { cause: end ?? begun });
};

type Scanned = { readonly journal: BenchJournal; readonly events: number; readonly rate: number };

const rebuilt = async (
  { journal, events, rate: scanned }: Scanned,
  where: Where,
  clock: Clock,
  redisUrl: string | undefined,
): Promise<{ readonly rows: ReadonlyArray<BenchRow>; readonly names: ReadonlyArray<string> }> => {
  const baseline = { what: 'journal: scan', rate: scanned };
  const row = (what: string, rate: number): BenchRow => ({
    ...{ what: `inbox in ${where}: ${what}`, rate, unit: 'events/s', baseline },
    ...{ ratio: rate / baseline.rate, aim: AIMS[where] },
  });
  const ledger = await openBenchLedger(journal, clock, redisUrl);
  try {
    const first = await rateOf(events, async () => rebuild(ledger, 'first'));
    const again = await rateOf(events, async () => rebuild(ledger, 'ordered'));
    const names = partsOf(inbox, ledger.views.partitions).map(({ name }) => name);
    const rows = [
      row('made from the first event on', first),
      row('the same beside a live one, compared with it', again),
    ];
    return { rows, names };
  } finally {
    await ledger.close();
  }
};

const inRedis = async (scanned: Scanned, clock: Clock, url: string): Promise<ReadonlyArray<BenchRow>> => {
  try {
    const { rows, names } = await rebuilt(scanned, 'Redis', clock, url);
    const items = Math.floor(scanned.events / EVENTS_EACH);
    const bytes = (await bytesOfViews(url, names)) / items;
    return [...rows, { what: 'inbox in Redis: an item', rate: bytes, unit: 'bytes' }];
  } finally {
    await wipe(url);
  }
};

/**
 * The inbox folded from the first event on: made where there is none, and made anew beside a live one, with which it is
 * compared and which it replaces. Against reading the same journal through without doing anything with it.
 */
export const benchRebuild = async ({
  folder,
  clock,
  events,
  redisUrl,
}: RebuildBenchOptions): Promise<ReadonlyArray<BenchRow>> => {
  const journal = await openBenchJournal(folder, clock);
  try {
    await fillJournal(journal.journal, Math.ceil(events / EVENTS_EACH), clock.now());
    let read = 0;
    const scan = await rateOf(1, async () => {
      read = await catchUp(journal.journal);
    });
    const scanned = { journal, events: read, rate: scan * read };
    const { rows } = await rebuilt(scanned, 'SQLite', clock, undefined);
    return redisUrl === undefined ? rows : [...rows, ...(await inRedis(scanned, clock, redisUrl))];
  } finally {
    await journal.close();
  }
};
