import { readFileSync } from 'node:fs';
import { dataFiles } from '../compose/data-files';
import { bulkList } from './bulk-list';
import { type BulkScene, onWarmServer, type WithMemory } from './bulk-scene';
import { connectSockets } from './connect-sockets';
import { type BulkRates, runBulk } from './run-bulk';

/** From when all inboxes have it, until each socket has got it. */
const LONGEST_WAIT_MILLIS = 60_000;

/** So many of the users, evenly from the first to the last. */
const spread = (users: ReadonlyArray<string>, count: number): ReadonlyArray<string> =>
  Array.from({ length: count }, (_, n) => users[Math.floor((n * users.length) / count)] ?? '');

/**
 * A batch with the same content for all, while so many of its recipients are connected: told once every inbox has it and
 * each of these sockets has got it live, once.
 */
export const toldToSockets = async (scene: BulkScene, sockets: number): Promise<WithMemory<BulkRates>> => {
  const { clock, recipients } = scene;
  return onWarmServer(scene, { content: 'shared' }, async (server) => {
    const list = bulkList('shared', recipients, 'b');
    const users = spread(list.users, sockets);
    const secret = readFileSync(dataFiles(server.dataDir).jwtSecret, 'utf8').trim();
    const over = new AbortController();
    const { told, stop } = await connectSockets({ url: server.url, secret, users });
    try {
      return await runBulk(server, list, clock, async () => {
        const frames = await Promise.race([told, clock.wait(LONGEST_WAIT_MILLIS, over.signal)]);
        if (frames !== users.length)
          throw new Error(`${users.length} sockets got ${frames ?? 'not each its'} notifications`);
      });
    } finally {
      over.abort();
      await stop();
    }
  });
};
