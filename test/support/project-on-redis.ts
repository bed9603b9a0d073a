import { openEventStoreDbJournal } from '../../src/adapters/eventstoredb/open-eventstoredb-journal';
import { openRedisViews } from '../../src/adapters/redis/views/open-redis-views';
import { systemClock as clock } from '../../src/adapters/system/clock';
import { systemIds as ids } from '../../src/adapters/system/ids';
import { createWriter } from '../../src/app/commands/create-writer';
import { createRebuilds, type Rebuilds } from '../../src/app/rebuild/rebuilds';
import { createProjectionBoard } from '../../src/app/workers/projection-board';
import { runProjections } from '../../src/app/workers/run-projections';
import { createViewProgress, type ViewProgress } from '../../src/app/workers/view-progress';
import type { Journal } from '../../src/domain/ports/journal';
import type { Views } from '../../src/domain/ports/views';
import { allProjections } from '../../src/projections/all-projections';
import { silent as logger } from './http-deps';
import { right } from './right';

export const ledgerId = 'ledger-1';
const NAMESPACE = '0b0f3a50-5c1e-4f43-8a0c-27ac1a1c9b3e';

export type ProjectingOnRedis = {
  readonly journal: Journal;
  readonly views: Views;
  readonly progress: ViewProgress;
  readonly rebuilds: Rebuilds;
  /** Rejects with the first defect. */
  readonly stop: () => Promise<void>;
};

/** Every projection, as a process runs it that has its journal in EventStoreDB and its views in Redis. */
export const projectOnRedis = async (journalUrl: string, redisUrl: string): Promise<ProjectingOnRedis> => {
  const { journal, close: closeJournal } = right(await openEventStoreDbJournal({ url: journalUrl, clock })());
  const { views, close: closeViews } = right(await openRedisViews({ url: redisUrl, ledgerId, ids, logger })());
  const stopping = new AbortController();
  const writer = createWriter(journal, NAMESPACE, { clock, tries: 3, signal: stopping.signal });
  const parts = { journal, views, ledgerId, clock, logger };
  const progress = createViewProgress(clock, views.partitions);
  const rebuilds = createRebuilds({ ...parts, ids, writer });
  const shared = { ...parts, progress, board: createProjectionBoard(), rebuilds };
  const running = runProjections({ ...shared, projections: allProjections }, stopping.signal);
  return {
    journal,
    views,
    progress,
    rebuilds,
    stop: async () => {
      stopping.abort();
      await running;
      await closeViews();
      await closeJournal();
    },
  };
};
