import { keepLease, leaseMillis } from '../../../src/adapters/redis/views/keep-lease';
import type { RunScripts } from '../../../src/adapters/redis/views/run-script';

const recording = (answer: () => Promise<unknown>) => {
  const calls: Array<ReadonlyArray<unknown>> = [];
  const run: RunScripts = {
    onStanding: async () => null,
    onGeneration: async (_, ...args) => {
      calls.push(args);
      return answer();
    },
  };
  return { run, calls };
};

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it('renews a lease well before it ends, until it is let go', async () => {
  const { run, calls } = recording(async () => 1);
  const letGo = keepLease(run, 'inbox', 'generation', 'snapshot');
  await jest.advanceTimersByTimeAsync(leaseMillis);
  expect(calls.length).toBeGreaterThanOrEqual(2);
  expect(calls[0]).toStrictEqual(['inbox', 'generation', ['snapshot', leaseMillis]]);
  letGo();
  const before = calls.length;
  await jest.advanceTimersByTimeAsync(2 * leaseMillis);
  expect(calls).toHaveLength(before);
});

it('goes on where a renewal fails', async () => {
  const { run, calls } = recording(async () => Promise.reject(new Error('Redis is away')));
  const letGo = keepLease(run, 'inbox', 'generation', 'snapshot');
  await jest.advanceTimersByTimeAsync(leaseMillis);
  expect(calls.length).toBeGreaterThanOrEqual(2);
  letGo();
});
