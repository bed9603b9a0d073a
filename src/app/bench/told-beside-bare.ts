import { bareBulkRate } from './bare-bulk';
import { bulkList, type Content } from './bulk-list';
import { type BulkScene, onWarmServer, warmUpOf, type WithMemory } from './bulk-scene';
import { type BulkRates, runBulk } from './run-bulk';

/** `bare`: recipients a second of the journal alone, with the same events in the same chunks. */
export type ToldBesideBare = WithMemory<BulkRates & { readonly bare: number }>;

/** A batch on a ledger in one process; then the rate of that process's journal with nothing around it. */
export const toldBesideBare = async (scene: BulkScene, content: Content): Promise<ToldBesideBare> => {
  const { folder, clock, recipients } = scene;
  return onWarmServer(scene, { content }, async (server) => {
    const rates = await runBulk(server, bulkList(content, recipients, 'b'), clock);
    await server.halt();
    return { ...rates, bare: await bareBulkRate({ folder, clock, dataDir: server.dataDir, warmUp: warmUpOf(scene) }) };
  });
};
