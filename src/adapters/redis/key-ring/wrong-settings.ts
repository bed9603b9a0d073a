import { type Redis, ReplyError } from 'ioredis';
import type { WrongSetting } from '../redis-not-durable';
import { parseInfo } from '../server-info';

/**
 * What makes a Redis keep what it has acknowledged: an answer comes after the write was synchronized, and nothing is evicted. And
 * what makes it forget: it writes no snapshots, which would hold destroyed keys.
 */
const wanted = [
  ['appendonly', 'yes'],
  ['appendfsync', 'always'],
  ['no-appendfsync-on-rewrite', 'no'],
  ['maxmemory-policy', 'noeviction'],
  ['save', ''],
] as const;

/** Undefined where the server does not let its configuration be read. */
const valueOf = async (client: Redis, setting: string): Promise<string | undefined> => {
  try {
    const [, value] = (await client.config('GET', setting)) as ReadonlyArray<string>;
    return value;
  } catch (error) {
    if (error instanceof ReplyError) return undefined;
    throw error;
  }
};

/**
 * The settings by which this Redis could lose a key. A cluster is refused whatever it says: a node's place is taken by a copy
 * that may not have the last writes.
 */
export const wrongSettings = async (client: Redis): Promise<ReadonlyArray<WrongSetting>> => {
  const wrong: Array<WrongSetting> = [];
  for (const [setting, right] of wanted) {
    const value = await valueOf(client, setting);
    if (value !== right) wrong.push({ setting, value, wanted: right });
  }
  const inCluster = parseInfo(await client.info('cluster')).get('cluster_enabled') === '1';
  return inCluster ? [...wrong, { setting: 'cluster-enabled', value: 'yes', wanted: 'no' }] : wrong;
};
