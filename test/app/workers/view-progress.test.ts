import { createViewProgress } from '../../../src/app/workers/view-progress';
import { createTestClock } from '../../support/test-clock';

describe('what the views of a process have reached', () => {
  const setUp = () => {
    const clock = createTestClock();
    return { clock, progress: createViewProgress(clock) };
  };

  it('answers at once who waits for what is reached', async () => {
    const { progress } = setUp();
    progress.moved('inbox', 5n);
    expect(await progress.reached('inbox', 5n, 2_000)).toBe(true);
  });

  it('answers when the view gets there, and not for another view', async () => {
    const { clock, progress } = setUp();
    const inbox = progress.reached('inbox', 5n, 2_000);
    const directory = progress.reached('directory', 5n, 2_000);
    progress.moved('inbox', 4n);
    progress.moved('inbox', 6n);
    await clock.advance(2_000);
    expect(await Promise.all([inbox, directory])).toStrictEqual([true, false]);
  });

  it('gives up after the time given, and leaves nothing behind', async () => {
    const { clock, progress } = setUp();
    const reached = progress.reached('inbox', 5n, 2_000);
    await clock.advance(1_999);
    expect(clock.waiting()).toBe(1);
    await clock.advance(1);
    expect(await reached).toBe(false);
    expect(clock.waiting()).toBe(0);
  });

  it('wakes whoever waits for a change, also where a view begins anew', async () => {
    const { progress } = setUp();
    const { signal } = new AbortController();
    const changed = progress.changed('outstanding', 0n, signal);
    progress.moved('outstanding', 3n);
    await changed;
    const begunAnew = progress.changed('outstanding', 3n, signal);
    progress.moved('outstanding', 0n);
    await begunAnew;
    expect(progress.position('outstanding')).toBe(0n);
  });

  it('lets whoever waits go when the signal aborts', async () => {
    const { progress } = setUp();
    const stopping = new AbortController();
    const waits = [progress.changed('inbox', 0n, stopping.signal), progress.awaited('inbox', stopping.signal)];
    stopping.abort();
    expect(await Promise.all(waits)).toStrictEqual([undefined, undefined]);
  });

  it('tells the runner that a reader waits', async () => {
    const { progress } = setUp();
    const awaited = progress.awaited('inbox', new AbortController().signal);
    const reached = progress.reached('inbox', 1n, 2_000);
    await awaited;
    progress.moved('inbox', 1n);
    expect(await reached).toBe(true);
  });
});
