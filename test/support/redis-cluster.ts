import { createRedis, type RedisServer } from './redis';
import { freePort } from './server-process';
import { until } from './until';

type Node = { readonly server: RedisServer; readonly port: string; readonly busPort: string };
export type RedisCluster = {
  /** Of the first node. */
  readonly url: string;
  readonly nodes: ReadonlyArray<RedisServer>;
  readonly remove: () => Promise<void>;
};

const halves = [
  ['0', '8191'],
  ['8192', '16383'],
] as const;

const startNode = async ([first, last]: readonly [string, string]): Promise<Node> => {
  const busPort = String(await freePort());
  const server = await createRedis('--cluster-enabled', 'yes', '--cluster-port', busPort);
  await server.start();
  await server.client().call('CLUSTER', 'ADDSLOTSRANGE', first, last);
  return { server, port: new URL(server.url).port, busPort };
};

const isWhole = async ({ server }: Node): Promise<boolean> => {
  const info = String(await server.client().call('CLUSTER', 'INFO'));
  return info.includes('cluster_state:ok') && info.includes('cluster_slots_assigned:16384');
};

/** Two nodes that share the slots. */
export const createRedisCluster = async (): Promise<RedisCluster> => {
  const nodes: Array<Node> = [];
  for (const half of halves) nodes.push(await startNode(half));
  for (const { port, busPort } of nodes.slice(1))
    await nodes[0]?.server.client().call('CLUSTER', 'MEET', '127.0.0.1', port, busPort);
  await until('the cluster is whole', async () => (await Promise.all(nodes.map(isWhole))).every(Boolean));
  const servers = nodes.map(({ server }) => server);
  return {
    url: servers[0]?.url ?? '',
    nodes: servers,
    remove: async () => {
      for (const { remove } of servers) await remove();
    },
  };
};
