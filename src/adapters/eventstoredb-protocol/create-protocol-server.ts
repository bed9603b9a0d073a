import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { promisify } from 'node:util';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import type { Clock } from '../../domain/ports/clock';
import type { JournalEngine } from '../../domain/ports/journal-engine';
import type { Logger } from '../../domain/ports/logger';
import { createAccess } from './access';
import type { Account } from './accounts';
import { createAdmission } from './admission';
import { ensureFirstEvent } from './first-event';
import { type Advertised, clusterOfOne } from './gossip';
import { featuresService, gossipService } from './info-services';
import type { Limits } from './limits';
import { supportedMethods } from './server-features';
import type { ServiceParts } from './service-parts';
import { type ProtocolService, streamsService } from './streams-service';

/** A service that has something going: set going before the first call, and ended with the last. */
export type LivingService = ProtocolService & {
  readonly start: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export type ProtocolServerOptions = {
  readonly engine: JournalEngine;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly readOnly: boolean;
  readonly limits: Limits;
  /** Without it nothing is encrypted and nobody is asked who they are: for callers on this machine alone. */
  readonly tls?: {
    readonly certificate: Buffer;
    readonly key: Buffer;
    readonly accounts: ReadonlyArray<Account>;
    /** Whether callers without credentials may do what everybody may. */
    readonly anonymous: boolean;
  };
  /** Where gossip says that the server is; absent: where it listens. */
  readonly advertised?: Advertised;
  /** Persistent subscriptions, made of the same parts; without them the client is told that there are none. */
  readonly groups?: (parts: ServiceParts) => LivingService;
};

export type ProtocolServer = {
  /** Resolves with the port; rejects where the address can't be listened on. */
  readonly listen: (host: string, port: number) => Promise<number>;
  /** Answers what is in hand, and ends the rest after a grace period. */
  readonly close: () => Promise<void>;
};

/** The protocol's defaults: a ping after ten seconds, and ten more for its answer. */
const KEEPALIVE_MILLIS = 10_000;

const serverOf = ({ receiveBytes }: Limits): Server =>
  new Server({
    'grpc.max_receive_message_length': receiveBytes,
    'grpc.max_send_message_length': -1,
    'grpc.keepalive_time_ms': KEEPALIVE_MILLIS,
    'grpc.keepalive_timeout_ms': KEEPALIVE_MILLIS,
    'grpc.enable_channelz': 0,
  });

const credentialsOf = (tls: ProtocolServerOptions['tls']): ServerCredentials =>
  tls === undefined
    ? ServerCredentials.createInsecure()
    : ServerCredentials.createSsl(null, [{ cert_chain: tls.certificate, private_key: tls.key }]);

const bracketed = (host: string): string => (host.includes(':') ? `[${host}]` : host);

/**
 * A journal as a server of EventStoreDB's protocol, for that database's own clients: one node, version 24.2's streams. What
 * it does not have (projections, users, operations) answers UNIMPLEMENTED.
 */
export const createProtocolServer = (options: ProtocolServerOptions): ProtocolServer => {
  const { engine, clock, logger, readOnly, limits, tls, advertised, groups } = options;
  const server = serverOf(limits);
  const closing = new AbortController();
  // Every call in hand listens to it.
  setMaxListeners(0, closing.signal);
  const accounts = tls === undefined ? {} : { accounts: { known: tls.accounts, anonymous: tls.anonymous } };
  const access = createAccess({ engine, readOnly, ...accounts });
  const parts: ServiceParts = {
    engine,
    access,
    admission: createAdmission(limits),
    limits,
    clock,
    logger,
    closing: closing.signal,
  };
  const instanceId = randomUUID();
  let listening: Advertised = { host: '127.0.0.1', port: 0 };

  const subscriptions = groups?.(parts);
  const services = [
    streamsService(parts),
    gossipService(access, () => clusterOfOne({ ...(advertised ?? listening), instanceId }, clock.now())),
    featuresService(access, supportedMethods(subscriptions !== undefined)),
    ...(subscriptions === undefined ? [] : [subscriptions]),
  ];
  for (const { definition, implementation } of services) server.addService(definition, implementation);

  return {
    listen: async (host, port) => {
      if (!readOnly) await ensureFirstEvent(engine);
      await subscriptions?.start();
      const bind = promisify(server.bindAsync.bind(server));
      const bound = await bind(`${bracketed(host)}:${port}`, credentialsOf(tls));
      listening = { host, port: bound };
      return bound;
    },
    close: async () => {
      closing.abort();
      await subscriptions?.close();
      const ended = new AbortController();
      const orderly = promisify(server.tryShutdown.bind(server))().then(() => ended.abort());
      await Promise.race([orderly, clock.wait(limits.graceMillis, ended.signal)]);
      server.forceShutdown();
    },
  };
};
