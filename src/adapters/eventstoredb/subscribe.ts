import type { Clock } from '../../domain/ports/clock';
import { JournalError, type Journal, type Page, type SubscribeOptions } from '../../domain/ports/journal';
import type { Position } from '../../domain/shared/stored-event';
import { blamesConnection, callFailed, type CallFailed } from './call-failure';
import type { Deps } from './deps';
import { type Following, followOnce } from './follow-once';

const FIRST_WAIT_MILLIS = 100;
const LONGEST_WAIT_MILLIS = 2_000;

/** What will not get better by asking again. */
const isLasting = (failure: CallFailed): boolean => failure.code === 'access-denied' || failure.code === 'closed';

const failureOf = (error: unknown): CallFailed =>
  callFailed(error instanceof JournalError ? (error.cause ?? error) : error);

/** How long there has been nothing but failure; tells how long to wait before the next call, or that it is enough. */
const createPatience = (clock: Clock, patienceMillis: number) => {
  let since: number | undefined;
  let wait = FIRST_WAIT_MILLIS;
  const now = (): number => Date.parse(clock.now());
  return {
    renew: (): void => {
      since = undefined;
      wait = FIRST_WAIT_MILLIS;
    },
    /** Undefined: enough. */
    next: (): number | undefined => {
      since ??= now();
      if (now() - since >= patienceMillis) return undefined;
      const millis = wait;
      wait = Math.min(wait * 2, LONGEST_WAIT_MILLIS);
      return millis;
    },
  };
};

/**
 * Call after call, each from where the one before was cut off. A server that stays away is said to be so: who follows it has
 * to know, and asks again from the position that it has.
 */
export const createSubscribe = (deps: Deps): Journal['subscribe'] =>
  async function* ({ after, filter, signal }: SubscribeOptions): AsyncGenerator<Page> {
    const patience = createPatience(deps.clock, deps.limits.patienceMillis);
    let position: Position = after;
    let wasLive = false;
    while (!signal.aborted) {
      const lease = deps.connection.lease();
      try {
        const following: Following = { lease, after: position, filter, signal, wasLive, onConfirmed: patience.renew };
        for await (const page of followOnce(deps, following)) {
          position = page.position;
          wasLive ||= page.live;
          yield page;
        }
      } catch (error) {
        const failure = failureOf(error);
        if (blamesConnection(failure)) deps.connection.giveUp(lease);
        const millis = isLasting(failure) ? undefined : patience.next();
        if (millis === undefined)
          throw new JournalError('EventStoreDB can not be followed', 'unavailable', { cause: failure });
        await deps.clock.wait(millis, signal);
      }
    }
  };
