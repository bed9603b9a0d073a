import { JournalError } from '../../domain/ports/journal';
import { blamesConnection, callFailed, type CallFailed } from './call-failure';
import type { Lease } from './connection';
import type { Deps } from './deps';

const FIRST_WAIT_MILLIS = 100;
const LONGEST_WAIT_MILLIS = 2_000;

/** With whoever follows the journal call after call, for as long as there is nothing but failure. */
export type Patience = {
  /** Something was answered. */
  readonly renew: () => void;
  /** Waits before the next call, longer and longer; throws a JournalError once it was enough, or no call will help. */
  readonly afterFailure: (error: unknown, lease: Lease, signal: AbortSignal) => Promise<void>;
};

/** What will not get better by asking again. */
const isLasting = (failure: CallFailed): boolean => failure.code === 'access-denied' || failure.code === 'closed';

const failureOf = (error: unknown): CallFailed =>
  callFailed(error instanceof JournalError ? (error.cause ?? error) : error);

export const createPatience = ({ clock, connection, limits }: Deps): Patience => {
  let since: number | undefined;
  let wait = FIRST_WAIT_MILLIS;
  const now = (): number => Date.parse(clock.now());
  /** Undefined: enough. */
  const nextWait = (): number | undefined => {
    since ??= now();
    if (now() - since >= limits.patienceMillis) return undefined;
    const millis = wait;
    wait = Math.min(wait * 2, LONGEST_WAIT_MILLIS);
    return millis;
  };
  return {
    renew: () => {
      since = undefined;
      wait = FIRST_WAIT_MILLIS;
    },
    afterFailure: async (error, lease, signal) => {
      const failure = failureOf(error);
      if (blamesConnection(failure)) connection.giveUp(lease);
      const millis = isLasting(failure) ? undefined : nextWait();
      if (millis === undefined)
        throw new JournalError('EventStoreDB can not be followed', 'unavailable', { cause: failure });
      await clock.wait(millis, signal);
    },
  };
};
