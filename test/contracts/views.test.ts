import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedViews } from '../../src/adapters/embedded/views/open-embedded-views';
import { openRedisViews } from '../../src/adapters/redis/views/open-redis-views';
import { systemIds as ids } from '../../src/adapters/system/ids';
import { silent as logger } from '../support/http-deps';
import { createRedis } from '../support/redis';
import { createRedisCluster } from '../support/redis-cluster';
import { right } from '../support/right';
import { viewsContract, type ViewsStorage } from './views.contract';

viewsContract('embedded', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ledger-views-contract-'));
  const closings: Array<() => Promise<void>> = [];
  return {
    viewsOf: async (ledgerId) => {
      const { views, close } = right(await openEmbeddedViews({ file: join(folder, 'views.db'), ledgerId })());
      closings.push(close);
      return views;
    },
    close: async () => {
      for (const close of closings) await close();
      await rm(folder, { recursive: true });
    },
  };
});

const onRedis = async (url: string, remove: () => Promise<void>): Promise<ViewsStorage> => {
  const closings: Array<() => Promise<void>> = [];
  return {
    viewsOf: async (ledgerId) => {
      const { views, close } = right(await openRedisViews({ url, ledgerId, ids, logger })());
      closings.push(close);
      return views;
    },
    close: async () => {
      for (const close of closings) await close();
      await remove();
    },
  };
};

viewsContract('Redis', async () => {
  const { start, url, remove } = await createRedis();
  await start();
  return onRedis(url, remove);
});

viewsContract('a cluster of Redis', async () => {
  const { url, remove } = await createRedisCluster();
  return onRedis(url, remove);
});
