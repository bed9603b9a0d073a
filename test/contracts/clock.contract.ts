import type { Clock } from '../../src/domain/ports/clock';
import { Instant } from '../../src/domain/shared/codecs';

/** What every Clock owes its callers; `pass` lets a time go by. */
export const clockContract = (clock: Clock, pass: (millis: number) => Promise<void>): void => {
  it('tells the time as an instant', () => {
    expect(Instant.is(clock.now())).toBe(true);
  });

  it('waits until the time has come, and not for the signal', async () => {
    const before = Date.parse(clock.now());
    await Promise.all([clock.wait(20, new AbortController().signal), pass(20)]);
    // A timer may fire within the millisecond before the one that it was set for.
    expect(Date.parse(clock.now()) - before).toBeGreaterThanOrEqual(19);
  });

  it('stops waiting when the signal aborts', async () => {
    const stop = new AbortController();
    const waiting = clock.wait(3_600_000, stop.signal);
    stop.abort();
    await expect(waiting).resolves.toBeUndefined();
  });

  it('does not begin to wait on a signal that was given before', async () => {
    await expect(clock.wait(3_600_000, AbortSignal.abort())).resolves.toBeUndefined();
  });
};
