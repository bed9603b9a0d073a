import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Sockets } from '../../domain/ports/socket-gateway';
import { errorCode } from '../../domain/shared/error-code';
import { closeCodes } from './close-codes';
import { type Connection, type ConnectionDeps, createConnection } from './connection';
import { frameText } from './frame';
import { bearerProtocol, offeredToken } from './offered-token';
import { refuseUpgrade } from './refuse-upgrade';
import { createRegistry } from './registry';
import { createWatching } from './watching';

export type WebsocketGateway = Sockets & {
  /** Takes over the server's handshakes: `/ws` is served, any other path is 404. */
  readonly attach: (server: Server) => void;
  /** Takes no new socket, finishes what the open ones asked for, and closes them with 1012. */
  readonly close: () => Promise<void>;
};

/**
 * The websocket door at `/ws`. Who a socket is says its token alone, which no browser adds by itself (there are no
 * cookies), so a page of another origin gains nothing by connecting and the origin is not looked at.
 */
export const createWebsocketGateway = (deps: Omit<ConnectionDeps, 'registry' | 'watching'>): WebsocketGateway => {
  const { limits, clock, logger } = deps;
  const registry = createRegistry(limits.perUser);
  const watching = createWatching();
  const open = new Map<Connection, WebSocket>();
  /** Those that had shown no token when it was last looked at; looked at when it is full. */
  const unproven = new Set<Connection>();
  const stopping = new AbortController();
  let lastId = 0;

  const handshakes = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: limits.frameBytes,
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has(bearerProtocol) ? bearerProtocol : false),
  });
  const hasRoom = (): boolean => {
    if (unproven.size < limits.anonymous) return true;
    for (const connection of unproven) if (!connection.isAnonymous()) unproven.delete(connection);
    return unproven.size < limits.anonymous;
  };

  const accept = (socket: WebSocket, { headers }: IncomingMessage): void => {
    lastId += 1;
    const connection = createConnection(String(lastId), socket, { ...deps, registry, watching });
    open.set(connection, socket);
    unproven.add(connection);
    // A binary frame is none of the protocol's: it is answered as a text that can't be read.
    socket.on('message', (data, isBinary) =>
      connection.receive(isBinary || !Buffer.isBuffer(data) ? '' : data.toString('utf8')),
    );
    socket.on('pong', connection.heard);
    socket.on('ping', connection.heard);
    socket.on('error', (error) => logger.debug('a socket failed', { code: errorCode(error) }));
    socket.on('close', () => {
      connection.leave();
      open.delete(connection);
      unproven.delete(connection);
    });
    const token = offeredToken(headers);
    if (token !== undefined) connection.authenticate(token);
  };
  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    if (request.url?.split('?')[0] !== '/ws') refuseUpgrade(socket, '404 Not Found');
    else if (stopping.signal.aborted || !hasRoom()) refuseUpgrade(socket, '503 Service Unavailable');
    else handshakes.handleUpgrade(request, socket, head, accept);
  };
  const countSeconds = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await clock.wait(1_000, stopping.signal);
      const now = clock.now();
      for (const connection of open.keys()) connection.second(now);
    }
  };
  const goodbye = async (connection: Connection, socket: WebSocket): Promise<void> => {
    const gone = new Promise((resolve) => socket.once('close', resolve));
    await connection.handled();
    connection.close(closeCodes.stopping);
    await gone;
  };

  return {
    attach: (server) => {
      server.on('upgrade', upgrade);
      void countSeconds();
    },
    isConnected: registry.has,
    send: (userId, { event, data, position }, except) => {
      const bytes = Buffer.from(frameText(event, data));
      const others = [...registry.of(userId)].filter(({ id }) => id !== except);
      return others.filter(({ push }) => push(bytes, position)).length;
    },
    watched: watching.watched,
    tell: (topic, { event, data }) => {
      const text = frameText(event, data);
      for (const { say } of watching.of(topic)) say(text);
    },
    count: () => open.size,
    close: async () => {
      stopping.abort();
      const patience = new AbortController();
      const goodbyes = Promise.all([...open].map(async ([connection, socket]) => goodbye(connection, socket)));
      await Promise.race([goodbyes, clock.wait(limits.goodbyeMillis, patience.signal)]);
      patience.abort();
      for (const socket of open.values()) socket.terminate();
    },
  };
};
