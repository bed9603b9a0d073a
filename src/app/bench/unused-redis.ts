import { Redis } from 'ioredis';
import { generationKeys, nameKeys } from '../../adapters/redis/views/view-keys';

const asked = async <A>(url: string, question: (client: Redis) => Promise<A>): Promise<A> => {
  const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null });
  try {
    await client.connect();
    return await question(client);
  } finally {
    client.disconnect();
  }
};

/** Throws where something is in the Redis: the benchmark's views would take the place of a ledger's. */
export const expectUnusedRedis = async (url: string): Promise<void> => {
  if ((await asked(url, async (client) => client.dbsize())) > 0)
    throw new Error('the Redis is in use: there is something in it');
};

/** What all keys of these live views take, as Redis counts it. */
export const bytesOfViews = async (url: string, names: ReadonlyArray<string>): Promise<number> =>
  asked(url, async (client) => {
    let bytes = 0;
    for (const name of names) {
      const generation = (await client.hget(nameKeys(name)[0], 'live')) ?? '';
      for (const key of generationKeys(name, generation))
        bytes += (await client.memory('USAGE', key, 'SAMPLES', 0)) ?? 0;
    }
    return bytes;
  });

export const wipe = async (url: string): Promise<void> =>
  asked(url, async (client) => {
    await client.flushdb();
  });
