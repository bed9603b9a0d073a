import { WebSocket } from 'ws';

export type Frame = { readonly event: string; readonly data: Readonly<Record<string, unknown>>; readonly id?: string };

export type SocketClient = {
  readonly socket: WebSocket;
  /** The next frame that was not asked for yet, in the order of arrival. */
  readonly next: () => Promise<Frame>;
  /** Everything that has arrived and was not asked for yet. */
  readonly arrived: () => ReadonlyArray<Frame>;
  readonly send: (frame: unknown) => void;
  /** The code with which the socket was closed. */
  readonly closed: Promise<number>;
};

export type SocketOptions = {
  /** How the token is brought; absent: not with the handshake. */
  readonly header?: string;
  readonly subprotocol?: string;
  readonly autoPong?: boolean;
  readonly path?: string;
};

/** A client of the websocket; `url` is the server's, over http. */
export const openSocket = (url: string, options: SocketOptions = {}): SocketClient => {
  const { header, subprotocol, autoPong = true, path = '/ws' } = options;
  const headers = header === undefined ? {} : { authorization: `Bearer ${header}` };
  const protocols = subprotocol === undefined ? [] : ['bearer', subprotocol];
  const socket = new WebSocket(`${url.replace('http', 'ws')}${path}`, protocols, { headers, autoPong });
  const frames: Array<Frame> = [];
  const waiting: Array<(frame: Frame) => void> = [];
  socket.on('message', (data: Buffer) => {
    const frame = JSON.parse(data.toString('utf8')) as Frame;
    const waiter = waiting.shift();
    if (waiter === undefined) frames.push(frame);
    else waiter(frame);
  });
  return {
    socket,
    next: async () => {
      const frame = frames.shift();
      return frame ?? new Promise((resolve) => waiting.push(resolve));
    },
    arrived: () => [...frames],
    send: (frame) => socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame)),
    closed: new Promise((resolve, reject) => {
      socket.on('close', resolve);
      socket.on('error', reject);
    }),
  };
};
