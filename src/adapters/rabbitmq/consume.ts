import type { Clock } from '../../domain/ports/clock';
import type { Ids } from '../../domain/ports/ids';
import type { Logger } from '../../domain/ports/logger';
import { backOffMillis } from './back-off';
import { brokerReason } from './broker-failure';
import { type Consumption, consumeOnChannel } from './consume-on-channel';
import type { Ending, Handle } from './hands';
import type { Link } from './link';
import { openChannel } from './open-channel';
import type { Session } from './session';

export type ConsumeParts = {
  readonly link: Link;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  /** Waited for after a message was left, before anything is handed out again. */
  readonly resume: () => Promise<void>;
};

/** What can't be settled now would else come back at once, and again. */
const REST_BEFORE_GIVING_BACK_MILLIS = 1_000;

type Outcome = { readonly ending: Ending; readonly hasSettled: boolean };

const lost: Outcome = { ending: { why: 'lost' }, hasSettled: false };

/**
 * Hands out the messages of the queues until the signal aborts, over as many connections as it takes; resolves when those
 * in hand are settled. Rejects with what a handler threw. Queues that somebody has deleted are declared again.
 */
export const consume = async (parts: ConsumeParts, consumption: Consumption, handle: Handle): Promise<void> => {
  const { link, clock, ids, logger, resume } = parts;
  const { signal } = consumption;

  const handleCalmly: Handle = async (message, queue) => {
    const settlement = await handle(message, queue);
    if (settlement === 'give-back') await clock.wait(REST_BEFORE_GIVING_BACK_MILLIS, signal);
    return settlement;
  };
  const consumeIn = async (session: Session, afterLoss: boolean): Promise<Outcome> => {
    try {
      if (afterLoss) await session.declare();
      return await consumeOnChannel(await openChannel(session.model), consumption, handleCalmly, clock);
    } catch (cause) {
      logger.warn('consuming did not begin', { because: brokerReason(cause) });
      return lost;
    }
  };

  let losses = 0;
  for (;;) {
    const session = await link.session(signal);
    if (session === undefined) return;
    const { ending, hasSettled } = await consumeIn(session, losses > 0);
    switch (ending.why) {
      case 'told':
        return;
      case 'defect':
        throw ending.cause;
      case 'left':
        await resume();
        break;
      case 'lost':
        losses = hasSettled ? 1 : losses + 1;
        if (!session.ended.aborted) await clock.wait(backOffMillis(losses, ids.fraction()), signal);
        break;
    }
  }
};
