import type { Clock } from '../../../domain/ports/clock';
import type { Logger } from '../../../domain/ports/logger';
import { errorCode } from '../../../domain/shared/error-code';
import type { Scrub } from './scrub';

const EVERY_MILLIS = 60_000;

/** Ends what a process began and died over: once a minute, until the signal aborts. */
export const scrubLeftOver = async (
  { scrub, clock, logger }: { readonly scrub: Scrub; readonly clock: Clock; readonly logger: Logger },
  signal: AbortSignal,
): Promise<void> => {
  const isOver = (): boolean => signal.aborted;
  while (!isOver()) {
    try {
      await scrub();
    } catch (error) {
      if (!signal.aborted)
        logger.warn('destroyed keys are still in files of the key ring', { because: errorCode(error) });
    }
    await clock.wait(EVERY_MILLIS, signal);
  }
};
