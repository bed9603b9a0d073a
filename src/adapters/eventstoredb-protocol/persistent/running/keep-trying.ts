import type { Clock } from '../../../../domain/ports/clock';
import type { Logger } from '../../../../domain/ports/logger';
import { errorCode } from '../../../../domain/shared/error-code';

export type Persistence = {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly signal: AbortSignal;
  /** What is tried, for the log. */
  readonly what: string;
  /** Of which group, for the log. */
  readonly group: string;
};

const PAUSE_MILLIS = 1000;

/** Tries again after a pause for as long as it fails, and says so; undefined where the signal aborted before it succeeded. */
export const keepTrying = async <T>(
  attempt: () => Promise<T>,
  { clock, logger, signal, what, group }: Persistence,
): Promise<T | undefined> => {
  while (!signal.aborted)
    try {
      return await attempt();
    } catch (cause) {
      logger.error('a persistent subscription has to try again', { group, what, code: errorCode(cause) });
      await clock.wait(PAUSE_MILLIS, signal);
    }
  return undefined;
};
