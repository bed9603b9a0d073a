import type { Duplex } from 'node:stream';

/** Answers a handshake that is not taken with a bare HTTP status, and ends the connection. */
export const refuseUpgrade = (socket: Duplex, status: '404 Not Found' | '503 Service Unavailable'): void => {
  socket.once('error', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
};
