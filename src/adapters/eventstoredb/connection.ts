import { setMaxListeners } from 'node:events';
import type { EventStoreDBClient } from '@eventstore/db-client';
import type { Clock } from '../../domain/ports/clock';
import { clientUrl } from './client-url';
import { createTamedClient, type TamedClient } from './tamed-client';

export type Lease = {
  readonly client: EventStoreDBClient;
  /** Aborts when this client is given up: what still waits for it waits in vain. */
  readonly lost: AbortSignal;
};

export type Connection = {
  readonly lease: () => Lease;
  /** Whatever begins from now on goes through a new client and a new connection. */
  readonly giveUp: (lease: Lease) => void;
  readonly close: () => Promise<void>;
};

type Kept = Lease & { readonly tamed: TamedClient; readonly ending: AbortController; readonly since: number };

/** A client that is younger has not failed yet: it has not answered yet. */
const YOUNGEST_MILLIS = 250;

/**
 * The client in use. It reconnects by itself when a call says that the server is away; one that says nothing, or waits
 * longer and longer before it dials again, is replaced. Throws as createTamedClient does.
 */
export const createConnection = (url: string, clock: Clock): Connection => {
  let made = 0;
  const closings = new Set<Promise<void>>();
  const dial = (): Kept => {
    const tamed = createTamedClient(clientUrl(url, made));
    made += 1;
    const ending = new AbortController();
    // Every call in hand listens to it.
    setMaxListeners(0, ending.signal);
    return { client: tamed.client, lost: ending.signal, tamed, ending, since: Date.parse(clock.now()) };
  };
  const end = async ({ tamed, ending }: Kept): Promise<void> => {
    ending.abort();
    const closing = tamed.close().finally(() => closings.delete(closing));
    closings.add(closing);
    return closing;
  };
  let current = dial();
  let closed = false;
  return {
    lease: () => current,
    giveUp: (lease) => {
      const age = Date.parse(clock.now()) - current.since;
      if (closed || lease.lost !== current.lost || age < YOUNGEST_MILLIS) return;
      void end(current);
      current = dial();
    },
    close: async () => {
      closed = true;
      await end(current);
      await Promise.all(closings);
    },
  };
};
