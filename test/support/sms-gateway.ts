import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Reply = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};
/** `hang`: never answers; `break`: takes the request and closes the connection. */
export type Behaviour = Reply | 'hang' | 'break';

export type SmsGateway = {
  readonly url: string;
  readonly script: (...behaviours: ReadonlyArray<Behaviour>) => void;
  readonly requests: Array<{ readonly headers: IncomingHttpHeaders; readonly body: string }>;
  /** By their keys: the texts that it took, repeats left out. */
  readonly taken: Map<string, string>;
  readonly close: () => Promise<void>;
};

/** A JSON gateway on a port of its own: answers as it was told, and takes what it was told nothing about. */
export const startSmsGateway = async (): Promise<SmsGateway> => {
  const behaviours: Array<Behaviour> = [];
  const requests: SmsGateway['requests'] = [];
  const taken: SmsGateway['taken'] = new Map();
  const server = createServer((request, response) => {
    const parts: Array<Buffer> = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = Buffer.concat(parts).toString('utf8');
      requests.push({ headers: request.headers, body });
      const behaviour = behaviours.shift() ?? { status: 202, body: '{"id":"text-1"}' };
      if (behaviour === 'hang') return;
      if (behaviour === 'break') {
        request.socket.destroy();
        return;
      }
      const key = String(request.headers['idempotency-key']);
      if (behaviour.status < 300 && !taken.has(key)) taken.set(key, body);
      response.writeHead(behaviour.status, behaviour.headers).end(behaviour.body ?? '');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/texts`,
    script: (...more) => behaviours.push(...more),
    requests,
    taken,
    close: async () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
