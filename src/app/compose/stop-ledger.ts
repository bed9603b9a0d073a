import type { Clock } from '../../domain/ports/clock';
import type { Providers } from '../../domain/ports/providers';
import type { Beside } from './beside';
import type { Edges } from './edges';
import type { Messaging } from './messaging';
import type { Stores } from './open-stores';
import type { Supervisor } from './supervise';

export type ToStop = Pick<Edges, 'http' | 'gateway'> & {
  readonly messaging: Pick<Messaging, 'close'>;
  readonly workers: Supervisor;
  readonly projections: Supervisor;
  readonly providers: Providers;
  readonly stores: Pick<Stores, 'close'>;
  readonly clock: Clock;
  readonly lastMoment: AbortController;
  readonly beside: Pick<Beside, 'close'>;
};

/** Of the ten seconds that a stop may take: what is still in hand by then is given up, and recorded as given up. */
const PATIENCE_MILLIS = 6_000;

/**
 * Takes nothing more in, finishes what is in hand, and closes everything, what reads before what it reads from. Nothing is
 * acknowledged half done: what is not finished is taken up by the next start.
 */
export const stopLedger = async ({
  http,
  gateway,
  messaging,
  workers,
  projections,
  providers,
  stores,
  clock,
  lastMoment,
  beside,
}: ToStop): Promise<void> => {
  const stopped = new AbortController();
  const patience = clock.wait(PATIENCE_MILLIS, stopped.signal).then(() => lastMoment.abort());
  await Promise.all([gateway.close(), http.close(lastMoment.signal), workers.stop(), beside.close()]);
  stopped.abort();
  await patience;
  await messaging.close();
  await projections.stop();
  const { email, sms, push } = providers;
  await Promise.all([...email, ...sms, ...push].map(async (provider) => provider.close()));
  await stores.close();
};
