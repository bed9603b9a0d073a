import type { Clock } from '../../domain/ports/clock';
import type { Ids } from '../../domain/ports/ids';
import type { Logger } from '../../domain/ports/logger';
import { backOffMillis } from './back-off';
import { brokerReason } from './broker-failure';
import type { Session } from './session';
import { untilAborted } from './until-aborted';
import { createWatched } from './watched';

/** A connection that lasted so long was no failed attempt. */
const STEADY_MILLIS = 10_000;

/** A connection to the broker that comes back by itself, until it is closed. */
export type Link = {
  readonly connected: () => boolean;
  /** The session that there is, or the next one; undefined once the signal aborts or the link is closed. */
  readonly session: (signal: AbortSignal) => Promise<Session | undefined>;
  /** Within seconds. */
  readonly close: () => Promise<void>;
};

export type LinkParts = {
  /** What the connection is for, in the log. */
  readonly name: string;
  /** Rejects where the broker does not answer, or not as it should, or when the signal aborts. */
  readonly open: (signal: AbortSignal) => Promise<Session>;
  /** Told after each change of `connected`. */
  readonly changed: () => void;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
};

export const createLink = ({ name, open, changed, clock, ids, logger }: LinkParts): Link => {
  const stopping = new AbortController();
  const { signal: stopped } = stopping;
  const present = createWatched<Session | undefined>(undefined);
  const usable = (): Session | undefined => (present.get()?.ended.aborted === false ? present.get() : undefined);

  const tryToOpen = async (): Promise<Session | undefined> => {
    try {
      return await open(stopped);
    } catch (cause) {
      if (!stopped.aborted) logger.warn('the broker is not reached', { link: name, because: brokerReason(cause) });
      return undefined;
    }
  };
  const last = async (session: Session): Promise<void> => {
    present.set(session);
    logger.info('connected to the broker', { link: name });
    changed();
    await untilAborted(session.ended, stopped);
    present.set(undefined);
    if (!stopped.aborted) logger.warn('the connection to the broker was lost', { link: name });
    changed();
    await session.close();
  };
  const run = async (): Promise<void> => {
    let attempt = 0;
    while (!stopped.aborted) {
      const session = await tryToOpen();
      const since = clock.now();
      if (session !== undefined) await last(session);
      attempt = Date.parse(clock.now()) - Date.parse(since) >= STEADY_MILLIS ? 1 : attempt + 1;
      await clock.wait(backOffMillis(attempt, ids.fraction()), stopped);
    }
    present.set(undefined);
  };
  const running = run();

  return {
    connected: () => usable() !== undefined,
    session: async (signal) => {
      await present.until(() => stopped.aborted || usable() !== undefined, signal);
      return usable();
    },
    close: async () => {
      stopping.abort();
      await running;
    },
  };
};
