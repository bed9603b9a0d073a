import * as TE from 'fp-ts/TaskEither';
import type { Clock } from '../../domain/ports/clock';
import { type BrokerUnavailable, brokerUnavailable } from './broker-failure';
import { type Confirming, openConfirming, type Outgoing } from './confirming';
import type { Link } from './link';
import type { Session } from './session';
import { within } from './within';

/** How many messages of one call are on their way unconfirmed. */
const WINDOW = 256;
/** How long such a window may take, waiting for the broker's return included. */
const PATIENCE_MILLIS = 5_000;

/**
 * Resolves when the broker has confirmed all of them. After a failure nobody knows which of them it has: they go again,
 * and doubles are harmless.
 */
export type Publish = (messages: ReadonlyArray<Outgoing>) => TE.TaskEither<BrokerUnavailable, void>;

type Present = { readonly session: Session; readonly confirming: Promise<Confirming> };

/** One channel on each session of the link; what somebody has deleted on the broker is declared again before the next message. */
export const createPublish = (link: Link, clock: Clock): Publish => {
  let present: Present | undefined;
  let undeclared: Session | undefined;

  const openOn = (session: Session): Present => {
    const gone = (): void => {
      if (present !== opened) return;
      present = undefined;
      undeclared = session;
    };
    const unroutable = (): void => {
      undeclared = session;
    };
    const opened: Present = { session, confirming: openConfirming(session.model, { gone, unroutable }) };
    opened.confirming.catch(gone);
    return opened;
  };
  const usable = async (signal: AbortSignal): Promise<Confirming> => {
    const session = await link.session(signal);
    if (session === undefined) throw new Error('There is no connection');
    if (!(await session.blocked.until((blocked) => !blocked, signal))) throw new Error('The connection is blocked');
    if (undeclared === session) {
      await session.declare();
      undeclared = undefined;
    }
    if (present?.session !== session) present = openOn(session);
    return present.confirming;
  };
  const sendWindow = async (messages: ReadonlyArray<Outgoing>): Promise<void> => {
    const over = new AbortController();
    const sendAll = async (): Promise<void> => {
      const { send } = await usable(over.signal);
      await Promise.all(messages.map(send));
    };
    const inTime = await within(clock, PATIENCE_MILLIS, sendAll()).finally(() => over.abort());
    if (!inTime) throw new Error('Not confirmed in time');
  };

  return (messages) =>
    TE.tryCatch(async () => {
      for (let from = 0; from < messages.length; from += WINDOW) await sendWindow(messages.slice(from, from + WINDOW));
    }, brokerUnavailable);
};
