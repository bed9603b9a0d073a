import { openRedisViews, type RedisViews } from '../../../src/adapters/redis/views/open-redis-views';
import { generationKeys, nameKeys } from '../../../src/adapters/redis/views/view-keys';
import { systemIds as ids } from '../../../src/adapters/system/ids';
import { allProjections } from '../../../src/projections/all-projections';
import { partsOf } from '../../../src/projections/partitions';
import type { Projection } from '../../../src/projections/projection';
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

/** Every view, and every partition of one that is split. */
const all = (): ReadonlyArray<Projection> =>
  allProjections.flatMap((projection) => partsOf(projection, opened.views.partitions));

it('keeps all keys of a name in one slot, and no two names in the same, partitions included', async () => {
  const slotOf = async (key: string): Promise<unknown> => cluster.nodes[0]?.client().call('CLUSTER', 'KEYSLOT', key);
  const slots = new Set<unknown>();
  for (const view of all()) {
    const own = new Set(await Promise.all([...nameKeys(view.name), ...generationKeys(view.name, 'any')].map(slotOf)));
    expect(own.size).toBe(1);
    for (const slot of own) slots.add(slot);
  }
  expect(all()).toHaveLength(allProjections.length - 3 + 3 * 64);
  expect(slots.size).toBe(all().length);
});

it('reads and writes each view on the node that has its slot', async () => {
  const { views } = opened;
  for (const view of all()) {
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

it('spreads the partitions of a view over all nodes', async () => {
  for (const node of cluster.nodes) {
    const keys = await node.client().keys('ledger:{inbox.*');
    expect(new Set(keys.map((key) => /\{(.*)\}/.exec(key)?.[1])).size).toBeGreaterThan(64 / 8);
  }
});
