import { openRedisViews, type RedisViews } from '../../../src/adapters/redis/views/open-redis-views';
import { generationKeys, nameKeys } from '../../../src/adapters/redis/views/view-keys';
import { systemIds as ids } from '../../../src/adapters/system/ids';
import { allProjections } from '../../../src/projections/all-projections';
import { silent as logger } from '../../support/http-deps';
import { createRedisCluster, type RedisCluster } from '../../support/redis-cluster';
import { right } from '../../support/right';

let cluster: RedisCluster;
let opened: RedisViews;
beforeAll(async () => {
  cluster = await createRedisCluster();
  opened = right(await openRedisViews({ url: cluster.url, ledgerId: 'ledger-1', ids, logger })());
}, 90_000);
afterAll(async () => {
  await opened.close();
  await cluster.remove();
});

it('keeps all keys of a name in one slot, and no two names in the same', async () => {
  const slotOf = async (key: string): Promise<unknown> => cluster.nodes[0]?.client().call('CLUSTER', 'KEYSLOT', key);
  const slots = new Set<unknown>();
  for (const view of allProjections) {
    const own = new Set(await Promise.all([...nameKeys(view.name), ...generationKeys(view.name, 'any')].map(slotOf)));
    expect(own.size).toBe(1);
    for (const slot of own) slots.add(slot);
  }
  expect(slots.size).toBe(allProjections.length);
});

it('reads and writes each view on the node that has its slot', async () => {
  const { views } = opened;
  for (const view of allProjections) {
    const from = right(await views.reset(view)());
    const to = { ledgerId: 'ledger-1', position: 1n, eventId: 'event-1' };
    const row = { table: 'table', key: 'key', value: { of: view.name } };
    const changes = [{ kind: 'put' as const, ...row, indexes: [{ index: 'list', sort: '1' }] }];
    right(await views.apply(view, { from, to, changes })());
    const found = right(await views.range(view, 'list', { limit: 2 })());
    expect(found).toStrictEqual({ position: 1n, value: [{ sort: '1', ...row }] });
  }
  const sizes = await Promise.all(cluster.nodes.map(async (node) => node.client().dbsize()));
  expect(sizes.every((size) => size > 0)).toBe(true);
});
