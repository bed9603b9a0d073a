import { partitionName, partitionNames, partitionOf, wholeOf } from '../../../src/domain/shared/partitions';

describe('the partition of a user', () => {
  it('is the same for ever, since it stands in what is stored', () => {
    expect(['u-1', 'u-2', 'ü', '\u{1f600}', ''].map((of) => partitionOf(of, 64))).toStrictEqual([44, 35, 3, 39, 13]);
  });

  it('is one of so many, of which each gets its share', () => {
    const counts = new Array<number>(64).fill(0);
    for (let n = 0; n < 64_000; n += 1) {
      const index = partitionOf(`user-${String(n)}`, 64);
      counts[index] = (counts[index] ?? 0) + 1;
    }
    expect(Math.min(...counts)).toBeGreaterThan(800);
    expect(Math.max(...counts)).toBeLessThan(1_200);
  });

  it('has a name from which the view can be told', () => {
    expect(partitionNames('inbox', 3)).toStrictEqual(['inbox.00', 'inbox.01', 'inbox.02']);
    expect(partitionNames('inbox', 1)).toStrictEqual(['inbox']);
    expect(['inbox.07', 'dead-letters', 'inbox'].map(wholeOf)).toStrictEqual(['inbox', 'dead-letters', 'inbox']);
    expect(partitionName('inbox', 63)).toBe('inbox.63');
  });
});
