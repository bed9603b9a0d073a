import * as E from 'fp-ts/Either';
import type { TaskEither } from 'fp-ts/TaskEither';
import type { Ids } from '../../domain/ports/ids';
import type { ViewUnavailable } from '../../domain/ports/views';
import type { Logger } from '../../domain/ports/logger';
import { type Client, clusterClient, connected, singleClient } from './client';
import type { RedisMayEvict } from './redis-may-evict';
import { parseInfo } from './server-info';
import { watchClient } from './watch-client';

export type ClientParts = { readonly url: string; readonly ids: Pick<Ids, 'fraction'>; readonly logger: Logger };

/** How long a start waits for a Redis that is starting too. */
const START_MILLIS = 10_000;

/** A node of a cluster knows where the others are; asked alone, it refuses what is not its own. */
const toCluster = async (first: Client, { url, ids, logger }: ClientParts): Promise<Client> => {
  const info = parseInfo(await first.info('cluster'));
  if (info.get('cluster_enabled') !== '1') return first;
  first.disconnect();
  const client = clusterClient(url, ids.fraction);
  watchClient(client, logger);
  try {
    await connected(client, START_MILLIS);
  } catch (cause) {
    client.disconnect();
    throw cause;
  }
  return client;
};

const policyOf = async (client: Client): Promise<string> =>
  parseInfo(await client.info('memory')).get('maxmemory_policy') ?? 'unknown';

/**
 * Connects, to the whole cluster where the URL names one of its nodes, and refuses a Redis that may evict. From then on the client
 * connects again by itself, for ever.
 */
export const openClient =
  (parts: ClientParts): TaskEither<ViewUnavailable | RedisMayEvict, Client> =>
  async () => {
    let client: Client = singleClient(parts.url, parts.ids.fraction);
    watchClient(client, parts.logger);
    try {
      await connected(client, START_MILLIS);
      const policy = await policyOf(client);
      if (policy === 'noeviction') {
        client = await toCluster(client, parts);
        return E.right(client);
      }
      client.disconnect();
      return E.left({ _tag: 'RedisMayEvict', policy });
    } catch (cause) {
      client.disconnect();
      return E.left({ _tag: 'ViewUnavailable', cause });
    }
  };
