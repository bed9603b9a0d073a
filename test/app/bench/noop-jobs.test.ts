import { noopJobRate } from '../../../src/app/bench/noop-jobs';

describe('a program with jobs that do nothing', () => {
  it('is told where the Redis is and how many, and its rate is taken', async () => {
    const program = `${process.execPath} -e 'const [url, n] = process.argv.slice(1); console.log("RATE=" + url.length * n)'`;
    expect(await noopJobRate(program, 'redis://here', 20)).toBe(240);
  });

  it('that says no rate, or fails, ends the run', async () => {
    await expect(noopJobRate('echo nothing', 'redis://here', 20)).rejects.toThrow('does not say how many a second');
    await expect(noopJobRate('exit 3;', 'redis://here', 20)).rejects.toThrow('exit 3');
  });
});
