import { once } from 'node:events';
import { createServer, connect, type Socket } from 'node:net';

export type Cuttable = {
  /** The same service, by way of this place. */
  readonly url: string;
  /** Breaks every connection that goes through, on both sides. */
  readonly cut: () => void;
  /** Nothing more gets to the server through the connections that there are. */
  readonly hold: () => void;
  /** How many connections go through. */
  readonly count: () => number;
  readonly close: () => Promise<void>;
};

/** A place between a client and its server where connections can be cut. */
export const cuttable = async (target: string): Promise<Cuttable> => {
  const { hostname, port } = new URL(target);
  const pairs = new Set<readonly [Socket, Socket]>();
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    const pair = [near, far] as const;
    pairs.add(pair);
    const end = (): void => {
      pairs.delete(pair);
      near.destroy();
      far.destroy();
    };
    for (const side of pair) side.on('error', end).on('close', end);
    near.pipe(far);
    far.pipe(near);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  const url = new URL(target);
  url.port = String(address.port);
  const cut = (): void => {
    for (const [near, far] of pairs) {
      near.destroy();
      far.destroy();
    }
  };
  return {
    url: url.href,
    cut,
    hold: () => {
      for (const [near, far] of pairs) near.unpipe(far).pause();
    },
    count: () => pairs.size,
    close: async () => {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
};
