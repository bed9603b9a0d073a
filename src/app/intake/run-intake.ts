import * as E from 'fp-ts/Either';
import { platformEvents } from '../../domain/platform/platform-events';
import type { Intake } from '../../domain/ports/intake';
import { handleMessage } from './handle-message';
import type { IntakeDeps } from './intake-deps';

/** So many are in hand at once, to share the journal's commits. */
export const PREFETCH = 256;
const FIRST_WAIT_MILLIS = 500;
const LONGEST_WAIT_MILLIS = 5_000;

const eventTypes = platformEvents.map(({ eventType }) => eventType);

/** Handles what the platform says, until the signal aborts. While nothing can be stored it waits, longer each time. */
export const runIntake = async (deps: IntakeDeps, intake: Intake, signal: AbortSignal): Promise<void> => {
  let wait = FIRST_WAIT_MILLIS;
  const resume = async (): Promise<void> => {
    do {
      await deps.clock.wait(wait, signal);
      wait = Math.min(wait * 2, LONGEST_WAIT_MILLIS);
    } while (!signal.aborted && E.isLeft(await deps.journal.head()()));
  };
  const handle = handleMessage({
    ...deps,
    handled: (verdict) => {
      // A journal that can be read may still take nothing: only what was stored shows that the trouble is over.
      if (verdict === 'stored' || verdict === 'parked') wait = FIRST_WAIT_MILLIS;
      deps.handled(verdict);
    },
  });
  await intake.consume({ eventTypes, prefetch: PREFETCH, signal, resume, handle });
};
