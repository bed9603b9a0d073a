import { setImmediate } from 'node:timers/promises';
import type { Snapshot } from '../../domain/ports/views';
import type { StoredRow } from '../../domain/shared/view';
import { compareRows } from '../audit/compare-rows';
import { type Account, isBookkeeping } from './bookkeeping';
import { digestRows } from './digest-rows';

const ROWS_AT_ONCE = 64;

/** The rows but the bookkeeping, with pauses in which others run. Ends early where the signal aborts. */
async function* unhurried(rows: AsyncIterable<StoredRow>, signal: AbortSignal): AsyncGenerator<StoredRow> {
  let count = 0;
  for await (const row of rows) {
    if (isBookkeeping(row)) continue;
    yield row;
    count += 1;
    if (count % ROWS_AT_ONCE === 0) await setImmediate();
    if (signal.aborted) return;
  }
}

/** How many rows the one that was live lacks, has too many, and has otherwise. Without meaning once the signal has aborted. */
export const countDifferences = async (
  live: Snapshot,
  made: Snapshot,
  signal: AbortSignal,
): Promise<{ readonly missing: number; readonly surplus: number; readonly differing: number }> => {
  const counts = { missing: 0, surplus: 0, differs: 0 };
  for await (const { kind } of compareRows(unhurried(live.rows, signal), unhurried(made.rows, signal)))
    counts[kind] += 1;
  return { missing: counts.missing, surplus: counts.surplus, differing: counts.differs };
};

/** What is stored, counted anew. */
export const countRows = async (made: Snapshot, signal: AbortSignal): Promise<Pick<Account, 'rows' | 'digest'>> => {
  const digest = digestRows();
  let rows = 0;
  for await (const row of unhurried(made.rows, signal)) {
    digest.add(row, row.json);
    rows += 1;
  }
  return { rows, digest: digest.hex() };
};
