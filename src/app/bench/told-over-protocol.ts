import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { EventStoreDBClient, NO_STREAM } from '@eventstore/db-client';
import { toEventData } from '../../adapters/eventstoredb/to-event-data';
import { CHUNKS_IN_HAND } from '../compose/batch-side';
import { bulkList } from './bulk-list';
import { type BulkScene, onWarmServer, warmUpOf, type WithMemory } from './bulk-scene';
import { chunksOfLedger } from './chunks-of-ledger';
import { startListening } from './listening-process';
import { replayRate } from './replay-chunks';
import { type BulkRates, runBulk } from './run-bulk';

/** `client`: recipients a second of EventStoreDB's client alone, with the same events in the same appends. */
export type ToldOverProtocol = WithMemory<BulkRates> & { readonly client: number };

const IN_A_CHUNK = 100;

/** `ledger journal serve` on this directory, for as long as the work takes. */
const withServedJournal = async <A>(data: string, work: (url: string) => Promise<A>): Promise<A> => {
  const served = ['journal', 'serve', '--port', '0', '--data', data];
  const { port, stop } = await startListening(join(__dirname, '../main.js'), served);
  try {
    return await work(`esdb://127.0.0.1:${port}?tls=false`);
  } finally {
    await stop();
  }
};

const clientRate = async (scene: BulkScene, dataDir: string, url: string): Promise<number> => {
  const client = EventStoreDBClient.connectionString(`${url}&defaultDeadline=300000`);
  try {
    return await replayRate({
      chunks: chunksOfLedger(dataDir, scene.clock),
      append: async ({ stream, events }) => {
        await client.appendToStream(stream, events.map(toEventData), { expectedRevision: NO_STREAM });
      },
      inFlight: CHUNKS_IN_HAND,
      warmUp: Math.ceil(warmUpOf(scene) / IN_A_CHUNK),
    });
  } finally {
    await client.dispose();
  }
};

/**
 * A batch on a ledger whose journal is another process, reached by EventStoreDB's client; then that client alone, with the
 * same events, to an empty journal of the same kind.
 */
export const toldOverProtocol = async (scene: BulkScene): Promise<ToldOverProtocol> => {
  const folder = await mkdtemp(join(scene.folder, 'served-bench-'));
  const data = join(folder, 'ledger');
  try {
    const rates = await withServedJournal(data, async (EVENTSTORE_URL) =>
      onWarmServer(scene, { content: 'shared', settings: { EVENTSTORE_URL } }, async (server) =>
        runBulk(server, bulkList('shared', scene.recipients, 'b'), scene.clock),
      ),
    );
    const client = await withServedJournal(join(folder, 'bare'), async (url) => clientRate(scene, data, url));
    return { ...rates, client };
  } finally {
    await rm(folder, { recursive: true });
  }
};
