import * as E from 'fp-ts/Either';
import type { Clock } from '../../domain/ports/clock';
import type { Actor } from '../../domain/shared/recorded';
import { inbox } from '../../projections/inbox/project';
import type { BenchRow } from './bench-row';
import { catchUp } from './catch-up';
import { type BenchLedger, openBenchLedger } from './open-bench-ledger';
import { EVENTS_EACH, fillJournal } from './projection-workload';
import { rateOf } from './rate-of';

export type RebuildBenchOptions = {
  /** Where the files of the run are made, and removed after it: on the disk that is to be measured. */
  readonly folder: string;
  readonly clock: Clock;
  readonly events: number;
};

const AIM = 0.4;
const bench: Actor = { kind: 'system', id: 'bench' };

const rebuild = async ({ rebuilds }: BenchLedger, why: 'first' | 'ordered'): Promise<void> => {
  const begun = await rebuilds.begin(inbox, { why, actor: bench })();
  const end = E.isRight(begun) ? await begun.right?.ended : undefined;
  if (end?.ended !== 'switched') throw new Error('the rebuild of the benchmark failed', { cause: end ?? begun });
};

/**
 * The inbox folded from the first event on: made where there is none, and made anew beside a live one, with which it is
 * compared and which it replaces. Against reading the same journal through without doing anything with it.
 */
export const benchRebuild = async ({
  folder,
  clock,
  events,
}: RebuildBenchOptions): Promise<ReadonlyArray<BenchRow>> => {
  const ledger = await openBenchLedger(folder, clock);
  try {
    await fillJournal(ledger.journal, Math.ceil(events / EVENTS_EACH), clock.now());
    let read = 0;
    const scan = await rateOf(1, async () => {
      read = await catchUp(ledger.journal);
    });
    const baseline = { what: 'journal: scan', rate: scan * read };
    const row = (what: string, rate: number): BenchRow => ({
      ...{ what, rate, unit: 'events/s', baseline, ratio: rate / baseline.rate, aim: AIM },
    });
    const first = await rateOf(read, async () => rebuild(ledger, 'first'));
    const again = await rateOf(read, async () => rebuild(ledger, 'ordered'));
    return [
      row('inbox: made from the first event on', first),
      row('inbox: the same beside a live one, compared with it', again),
    ];
  } finally {
    await ledger.close();
  }
};
