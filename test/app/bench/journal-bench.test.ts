import { benchJournal } from '../../../src/app/bench/journal-bench';
import { median } from '../../../src/app/bench/bench-row';
import { temporaryDirectory } from '../../support/temporary-directory';
import { createTestClock } from '../../support/test-clock';

const folder = temporaryDirectory();

describe('the benchmark of the journal', () => {
  it('prints each rate beside its baseline, or says why the baseline can not be believed', async () => {
    const rows = await benchJournal({ folder, clock: createTestClock(), events: 640, rounds: 1 });
    expect(rows.map(({ what }) => what)).toStrictEqual([
      'fdatasync of 4 KiB, bare loop',
      'JSON.parse of an event, bare loop',
      'journal: appends by 64 writers',
      'journal: catch-up with decoding',
    ]);
    for (const { rate } of rows) expect(rate).toBeGreaterThan(0);
    for (const { baseline, ratio, refused } of rows.filter((row) => row.aim !== undefined)) {
      expect(baseline?.rate).toBeGreaterThan(0);
      expect(ratio === undefined).toBe(refused !== undefined);
    }
  });

  it('takes the median of its rounds', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([1])).toBe(1);
  });
});
