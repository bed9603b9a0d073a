import * as TE from 'fp-ts/TaskEither';
import type { Clock } from '../../domain/ports/clock';
import { type BrokerUnavailable, brokerUnavailable } from './broker-failure';
import type { Link } from './link';
import { closeChannel } from './close-channel';
import { openChannel } from './open-channel';
import { within } from './within';

const PATIENCE_MILLIS = 2_000;

/** How many messages of a queue wait for a consumer, those in hand not counted. */
export const waitingIn = (link: Link, clock: Clock, queue: string): TE.TaskEither<BrokerUnavailable, number> =>
  TE.tryCatch(async () => {
    const over = new AbortController();
    let waiting: number | undefined;
    const ask = async (): Promise<void> => {
      const session = await link.session(over.signal);
      if (session === undefined) throw new Error('There is no connection');
      const channel = await openChannel(session.model);
      waiting = (await channel.checkQueue(queue)).messageCount;
      await closeChannel(channel);
    };
    await within(clock, PATIENCE_MILLIS, ask()).finally(() => over.abort());
    if (waiting === undefined) throw new Error('Not answered in time');
    return waiting;
  }, brokerUnavailable);
