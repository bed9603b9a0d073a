import { type ChannelModel, connect, type SocketOptions } from 'amqplib';
import type { Clock } from '../../domain/ports/clock';
import type { Logger } from '../../domain/ports/logger';
import { declareTopology } from './declare-topology';
import type { Topology } from './topology';
import { untilAborted } from './until-aborted';
import { createWatched, type Watched } from './watched';
import { within } from './within';

const HANDSHAKE_MILLIS = 10_000;
const CLOSE_MILLIS = 2_000;
const HEARTBEAT_SECONDS = 15;

/** One connection while it lasts. */
export type Session = {
  readonly model: ChannelModel;
  /** Aborts when the connection is gone, whoever ended it. */
  readonly ended: AbortSignal;
  /** Whether the broker has said that it takes nothing for now (its memory or its disk is full). */
  readonly blocked: Pick<Watched<boolean>, 'get' | 'until'>;
  /** Declares the topology; who asks meanwhile is answered together. */
  readonly declare: () => Promise<void>;
  /** Within seconds, whether the broker still answers or not. */
  readonly close: () => Promise<void>;
};

export type SessionParts = {
  readonly url: string;
  readonly topology: Topology;
  readonly differs: (name: string) => void;
  /** Runs on the new connection, with its topology declared, before anyone else gets it. */
  readonly greet: (model: ChannelModel) => Promise<void>;
  readonly clock: Clock;
  readonly logger: Logger;
};

/** A dead peer is noticed within three heartbeats, unless the URL asks for others. */
const withHeartbeat = (text: string): string => {
  const url = new URL(text);
  if (!url.searchParams.has('heartbeat')) url.searchParams.set('heartbeat', String(HEARTBEAT_SECONDS));
  return url.href;
};

const createSession = (model: ChannelModel, socket: AbortController, parts: SessionParts): Session => {
  const { topology, differs, clock, logger } = parts;
  const ended = new AbortController();
  const blocked = createWatched(false);
  let declaring: Promise<void> | undefined;
  const destroySocket = (): void => socket.abort();
  // What is wrong is told with 'close'; an 'error' event without a listener would end the process.
  model.on('error', () => undefined);
  model.on('close', (cause) => {
    ended.abort();
    if (cause !== undefined) destroySocket();
  });
  model.on('blocked', () => {
    logger.warn('the broker takes no messages for now');
    blocked.set(true);
  });
  model.on('unblocked', () => {
    logger.info('the broker takes messages again');
    blocked.set(false);
  });
  return {
    model,
    ended: ended.signal,
    blocked,
    declare: async () => {
      declaring ??= declareTopology(model, topology, differs).finally(() => {
        declaring = undefined;
      });
      return declaring;
    },
    close: async () => {
      // The answer to it is the 'close' event; the promise stays open where the connection breaks in between.
      void model.close().catch(destroySocket);
      await within(clock, CLOSE_MILLIS, untilAborted(ended.signal));
      destroySocket();
    },
  };
};

/** Connects and makes everything ready. When the signal aborts meanwhile, the socket is destroyed and it rejects. */
export const openSession = async (parts: SessionParts, signal: AbortSignal): Promise<Session> => {
  const socket = new AbortController();
  const destroySocket = (): void => socket.abort();
  if (signal.aborted) destroySocket();
  signal.addEventListener('abort', destroySocket);
  try {
    const options: SocketOptions & { readonly signal: AbortSignal } = {
      timeout: HANDSHAKE_MILLIS,
      noDelay: true,
      clientProperties: { connection_name: 'notification-ledger' },
      signal: socket.signal,
    };
    const model = await connect(withHeartbeat(parts.url), options);
    const session = createSession(model, socket, parts);
    await session.declare();
    await parts.greet(model);
    return session;
  } catch (cause) {
    destroySocket();
    throw cause;
  } finally {
    signal.removeEventListener('abort', destroySocket);
  }
};
