import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as TE from 'fp-ts/TaskEither';
import { createWebsocketGateway, type WebsocketGateway } from '../../src/adapters/websocket/create-websocket-gateway';
import { type SocketLimits, socketLimits } from '../../src/adapters/websocket/limits';
import type { Logger } from '../../src/domain/ports/logger';
import type { SocketFrame, SocketHandlers } from '../../src/domain/ports/socket-gateway';
import type { Instant, UserId } from '../../src/domain/shared/codecs';
import { createTestClock } from './test-clock';
import { openSocket, type SocketClient, type SocketOptions } from './socket-client';

export const silentLogger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** Tokens are the users' names; what is asked for is granted at position 10. */
const grantingHandlers: SocketHandlers = {
  authenticate: (token) =>
    token.startsWith('u-')
      ? TE.right({
          userId: token as UserId,
          expiresAt: '2026-01-01T00:10:00.000Z' as Instant,
          watchesBatches: token === 'u-admin',
          mayWatch: false,
        })
      : TE.left({ _tag: 'SocketRefused' }),
  elsewhere: () => 0,
  changed: () => undefined,
  watch: () => () => undefined,
  greet: () => TE.right({ unread: 3, position: 10n }),
  markRead: () => TE.right('2026-01-01T00:00:00.000Z' as Instant),
};

export type ServedGateway = {
  readonly gateway: WebsocketGateway;
  readonly server: Server;
  readonly url: string;
  readonly open: (options?: SocketOptions) => SocketClient;
  /** A client that has been welcomed. */
  readonly welcomed: (user: string) => Promise<SocketClient>;
  readonly pass: (seconds: number) => Promise<void>;
};

type Served = { readonly handlers?: Partial<SocketHandlers>; readonly limits?: Partial<SocketLimits> };

/** A gateway on a server of its own. */
export const serveGateway = async ({ handlers = {}, limits = {} }: Served = {}): Promise<ServedGateway> => {
  const clock = createTestClock('2026-01-01T00:00:00.000Z');
  const gateway = createWebsocketGateway({
    handlers: { ...grantingHandlers, ...handlers },
    limits: { ...socketLimits, ...limits },
    clock,
    logger: silentLogger,
  });
  const server = createServer().listen(0, '127.0.0.1');
  gateway.attach(server);
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const open = (options?: SocketOptions) => openSocket(url, options);
  return {
    gateway,
    server,
    url,
    open,
    pass: async (seconds) => clock.advance(seconds * 1_000),
    welcomed: async (user) => {
      const client = open({ header: user });
      await client.next();
      return client;
    },
  };
};

export const notificationAt = (position: bigint, data: SocketFrame['data'] = {}): SocketFrame => ({
  event: 'notification',
  data: { ...data, position: String(position) },
  position,
});
