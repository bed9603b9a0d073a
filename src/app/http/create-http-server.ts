import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp, type HttpDeps } from './create-app';

export type HttpServer = {
  /** For what shares the port: the websocket gateway attaches to it. */
  readonly server: Server;
  /** Resolves with the URL once connections are accepted; port 0 takes a free one. Rejects where it can't listen. */
  readonly listen: (port: number, host: string) => Promise<string>;
  /**
   * Accepts nothing more, finishes the requests in hand, and resolves when the last connection has ended; when the signal
   * aborts, what is left is cut off. Sockets that were upgraded are their gateway's to close.
   */
  readonly close: (signal: AbortSignal) => Promise<void>;
};

/**
 * How long an idle connection is kept. Longer than proxies and clients keep theirs (60 s is the usual longest), so that it
 * is they who close: a request that crosses the server's own closing fails with a reset, answered or not.
 */
const KEEP_ALIVE_MILLIS = 65_000;

/** A kept-alive connection ends with the answer that it is waiting for. */
const endConnectionAfter = (response: ServerResponse): void => {
  if (!response.headersSent) response.setHeader('Connection', 'close');
};

const urlOf = ({ address, family, port }: AddressInfo): string =>
  `http://${family === 'IPv6' ? `[${address}]` : address}:${String(port)}`;

/** The HTTP interface of the ledger. */
export const createHttpServer = (deps: HttpDeps): HttpServer => {
  const { app, close: closeApp } = createApp(deps);
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MILLIS }, app);
  const inHand = new Set<ServerResponse>();
  server.on('request', (_request, response) => {
    inHand.add(response);
    response.once('close', () => inHand.delete(response));
  });
  return {
    server,
    listen: async (port, host) => {
      server.listen(port, host);
      await once(server, 'listening');
      return urlOf(server.address() as AddressInfo);
    },
    close: async (signal) => {
      closeApp();
      if (!server.listening) return;
      const ended = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      inHand.forEach(endConnectionAfter);
      server.prependListener('request', (_request, response: ServerResponse) => endConnectionAfter(response));
      const cut = (): void => server.closeAllConnections();
      signal.addEventListener('abort', cut, { once: true });
      if (signal.aborted) cut();
      await ended;
      signal.removeEventListener('abort', cut);
    },
  };
};
