import type { ChannelModel } from 'amqplib';
import type { Clock } from '../../domain/ports/clock';
import type { Ids } from '../../domain/ports/ids';
import type { Logger } from '../../domain/ports/logger';
import { createLink, type Link } from './link';
import { openSession } from './session';
import type { Topology } from './topology';

/** What whoever watches over the broker is told. */
export type BrokerWatch = {
  /** All of its connections stand, for the first time or again. */
  readonly connected: () => void;
  /** One of them is gone; it is being made anew. */
  readonly lost: () => void;
  /** An exchange or a queue exists with other arguments, and is used as it stands. Told once for each. */
  readonly differs: (name: string) => void;
};

export type BrokerParts = {
  readonly url: string;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly watch: BrokerWatch;
};

/**
 * Two connections: a broker that is short of memory stops reading from those that publish, and acknowledgements must
 * still reach it then.
 */
export type Broker = {
  readonly publishing: Link;
  readonly consuming: Link;
  readonly connected: () => boolean;
  readonly close: () => Promise<void>;
};

type Wanted = {
  readonly topology: Topology;
  /** Runs on each new connection for publishing, before anything is published. */
  readonly greet: (model: ChannelModel) => Promise<void>;
};

const nothingToSay = async (): Promise<void> => undefined;

/** Begins to connect, and goes on until it is closed. */
export const openBroker = (parts: BrokerParts, { topology, greet }: Wanted): Broker => {
  const { clock, ids, logger, watch } = parts;
  const different = new Set<string>();
  const differs = (name: string): void => {
    if (different.has(name)) return;
    different.add(name);
    logger.warn('it exists on the broker with other arguments and is used as it stands', { name });
    watch.differs(name);
  };
  let wasConnected = false;
  const changed = (): void => {
    const isConnected = connected();
    if (isConnected === wasConnected) return;
    wasConnected = isConnected;
    if (isConnected) watch.connected();
    else watch.lost();
  };
  const link = (name: string, onNew: Wanted['greet']): Link =>
    createLink({
      name,
      open: async (signal) => openSession({ ...parts, topology, differs, greet: onNew }, signal),
      changed,
      clock,
      ids,
      logger,
    });
  const publishing = link('publishing', greet);
  const consuming = link('consuming', nothingToSay);
  const connected = (): boolean => publishing.connected() && consuming.connected();
  return {
    publishing,
    consuming,
    connected,
    close: async () => {
      await Promise.all([publishing.close(), consuming.close()]);
    },
  };
};
