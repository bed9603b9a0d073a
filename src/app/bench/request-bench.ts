import { Agent, type IncomingMessage, request } from 'node:http';
import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import type { Clock } from '../../domain/ports/clock';
import { type BenchServer, startBenchServer } from './bench-server';
import type { BenchRow } from './bench-row';
import { percentile } from './percentile';
import { rateOf } from './rate-of';

export type RequestBenchOptions = {
  /** Where the server's data are made, and removed after the run: on the disk that is to be measured. */
  readonly folder: string;
  readonly clock: Clock;
  readonly requests: number;
};

const CONNECTIONS = 64;
const WARM_UP = 500;
/** So that the inboxes grow as they do in life, not one of them by all. */
const USERS = 200;

const bodyOf = (n: number): string =>
  JSON.stringify({
    userId: `u-${n % USERS}`,
    type: 'note',
    title: `number ${n}`,
    body: 'A body of a usual length, as somebody might write it to a user of the platform.',
    channels: ['websocket', 'email'],
  });

const post = async ({ url, token }: BenchServer, agent: Agent, body: string): Promise<void> => {
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  };
  const call = request(`${url}/notifications`, { method: 'POST', agent, headers });
  call.end(body);
  const [answer] = (await once(call, 'response')) as [IncomingMessage];
  answer.resume();
  await once(answer, 'end');
  if (answer.statusCode !== 201) throw new Error(`a request of the benchmark was answered ${answer.statusCode}`);
};

/** Sends so many over all connections, each sending its next one when it has its answer; the times in milliseconds. */
const sendAll = async (server: BenchServer, agent: Agent, count: number): Promise<ReadonlyArray<number>> => {
  const millis: Array<number> = [];
  let next = 0;
  const connection = async (): Promise<void> => {
    while (next < count) {
      const body = bodyOf(next);
      next += 1;
      const begun = performance.now();
      await post(server, agent, body);
      millis.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, connection));
  return millis.sort((a, b) => a - b);
};

/**
 * Notification requests end to end: HTTP in, 201 after the durable append, against the server as its own process, which
 * meanwhile folds its views and delivers to the outbox. The caller shares the machine with it.
 */
export const benchRequests = async (options: RequestBenchOptions): Promise<ReadonlyArray<BenchRow>> => {
  const server = await startBenchServer(options.folder, options.clock);
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  try {
    await sendAll(server, agent, WARM_UP);
    let millis: ReadonlyArray<number> = [];
    const rate = await rateOf(options.requests, async () => {
      millis = await sendAll(server, agent, options.requests);
    });
    return [
      { what: `requests: POST /notifications at ${CONNECTIONS} connections`, rate, unit: 'requests/s' },
      { what: 'requests: answered within, half of them', rate: percentile(millis, 0.5), unit: 'ms' },
      { what: 'requests: answered within, 99 of 100', rate: percentile(millis, 0.99), unit: 'ms' },
    ];
  } finally {
    agent.destroy();
    await server.stop();
  }
};
