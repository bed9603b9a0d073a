import { peakMemory } from '../../../src/app/bench/peak-memory';

describe('the most that a process had in memory', () => {
  it('is what the system says of this one, and is not known of one that is none', () => {
    const { maxRSS } = process.resourceUsage();
    const megabytes = (maxRSS * 1_024) / 1e6;
    const seen = process.platform === 'linux' ? (peakMemory(process.pid) ?? 0) : megabytes;
    expect(seen).toBeGreaterThanOrEqual(megabytes);
    expect(peakMemory(2 ** 30)).toBeUndefined();
  });
});
