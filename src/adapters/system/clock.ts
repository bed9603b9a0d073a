import type { Clock } from '../../domain/ports/clock';
import { Instant } from '../../domain/shared/codecs';

/** Longer waits than this (24.8 days) overflow the runtime's timers, which would then fire at once. */
const LONGEST_WAIT_MILLIS = 2 ** 31 - 1;

const now = (): Instant => {
  const text = new Date().toISOString();
  if (!Instant.is(text)) throw new Error('The system clock shows no year that the ledger can write down');
  return text;
};

const wait = async (millis: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const finish = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const timer = setTimeout(finish, Math.min(Math.max(millis, 0), LONGEST_WAIT_MILLIS)).unref();
    signal.addEventListener('abort', finish, { once: true });
  });

/** The machine's clock. A wait of more than 24.8 days ends after 24.8 days. */
export const systemClock: Clock = { now, wait };
