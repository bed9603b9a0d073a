import type { IncomingHttpHeaders } from 'node:http';

/** The subprotocol under which a browser, which can't set headers, brings its token: `bearer, <token>`. */
export const bearerProtocol = 'bearer';

const ofProtocols = (header: string): string | undefined => {
  const [protocol, token] = header.split(',').map((part) => part.trim());
  return protocol === bearerProtocol ? token : undefined;
};

/** The token of a handshake: of the `Authorization` header, else of the subprotocol; undefined where it brings none. */
export const offeredToken = (headers: IncomingHttpHeaders): string | undefined => {
  const [, token] = /^bearer\s+(\S+)$/i.exec(headers.authorization ?? '') ?? [];
  return token ?? ofProtocols(headers['sec-websocket-protocol'] ?? '');
};
