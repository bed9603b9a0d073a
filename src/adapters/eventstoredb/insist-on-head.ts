import type { Position } from '../../domain/shared/stored-event';
import type { Deps } from './deps';
import { readHead } from './head';
import { createPatience } from './patience';

/** The head, however often it has to be asked for; undefined once the signal aborts. Throws as a subscription does. */
export const insistOnHead =
  (deps: Deps) =>
  async (signal: AbortSignal): Promise<Position | undefined> => {
    const patience = createPatience(deps);
    while (!signal.aborted) {
      const lease = deps.connection.lease();
      try {
        return await readHead(deps);
      } catch (error) {
        await patience.afterFailure(error, lease, signal);
      }
    }
    return undefined;
  };
