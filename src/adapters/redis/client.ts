import { Cluster, Redis, type RedisOptions } from 'ioredis';
import { backOffMillis } from './back-off';

export type Client = Redis | Cluster;

const CONNECT_MILLIS = 5_000;
/** A server that takes commands and answers none is given up after so long, and with it everything that waits for it. */
const ANSWER_MILLIS = 3_000;
/** A process that ends waits no longer than this for the far end to close the connection too. */
const GOODBYE_MILLIS = 200;

/**
 * Nothing waits for a connection, and nothing is sent again by itself: what can't be sent fails at once and what got no answer
 * fails in time, so that no queue grows while Redis is away, and whoever asked decides what to do.
 */
const options = (fraction: () => number) =>
  ({
    lazyConnect: true,
    connectTimeout: CONNECT_MILLIS,
    commandTimeout: ANSWER_MILLIS,
    socketTimeout: ANSWER_MILLIS,
    disconnectTimeout: GOODBYE_MILLIS,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    connectionName: 'notification-ledger',
    retryStrategy: (attempt: number) => backOffMillis(attempt, fraction()),
  }) satisfies RedisOptions;

export const singleClient = (url: string, fraction: () => number): Redis =>
  new Redis(url, { ...options(fraction), enableOfflineQueue: false });

/** The node of the URL tells of the others; they take the same credentials. */
export const clusterClient = (url: string, fraction: () => number): Cluster => {
  const { protocol, username, password } = new URL(url);
  const { retryStrategy, lazyConnect, ...each } = options(fraction);
  return new Cluster([url], {
    lazyConnect,
    enableOfflineQueue: false,
    clusterRetryStrategy: retryStrategy,
    redisOptions: {
      ...each,
      ...(username === '' ? {} : { username: decodeURIComponent(username) }),
      ...(password === '' ? {} : { password: decodeURIComponent(password) }),
      ...(protocol === 'rediss:' ? { tls: {} } : {}),
    },
  });
};

/** Resolves once the client has connected; rejects with the last error where it has not after so many milliseconds. */
export const connected = async (client: Client, millis: number): Promise<void> =>
  new Promise((resolve, reject) => {
    let last: unknown = new Error('Redis does not answer');
    const noted = (error: unknown): void => {
      last = error;
    };
    const settle = (done: () => void): void => {
      clearTimeout(timer);
      client.off('ready', ready);
      client.off('error', noted);
      done();
    };
    const ready = (): void => settle(resolve);
    const timer = setTimeout(() => {
      settle(() => reject(last instanceof Error ? last : new Error('Redis does not answer', { cause: last })));
    }, millis);
    client.on('ready', ready);
    client.on('error', noted);
    // Its own promise speaks of the first try alone; the client goes on trying by itself.
    client.connect().catch(noted);
  });
