import type { Clock } from '../../domain/ports/clock';
import type { Logger } from '../../domain/ports/logger';
import { allProjections } from '../../projections/all-projections';
import { readPartitions } from '../partitions/read-partitions';
import { followProgress } from '../workers/follow-progress';
import { relayProgress } from '../workers/relay-progress';
import { runProjections } from '../workers/run-projections';
import type { Assembled } from './assemble';
import type { Stores } from './open-stores';
import type { Roles } from './roles';
import type { Supervisor } from './supervise';

type Parts = Pick<Assembled, 'progress' | 'board' | 'folding' | 'rebuilds'> & {
  readonly stores: Stores;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly roles: Roles;
};

/** Folds the views and tells others how far they are; or hears it, where others fold them. */
export const startViews = (parts: Parts, supervisor: Supervisor): void => {
  const { progress, board, folding, rebuilds, stores, clock, logger, roles } = parts;
  const { journal, ledgerId, fanOut } = stores;
  if (roles.has('project')) {
    const following = { journal, views: folding, ledgerId, clock, logger, progress, board, rebuilds };
    supervisor.run('projections', async (signal) =>
      runProjections({ ...following, projections: allProjections }, signal),
    );
    const views = allProjections.map(({ name }) => name);
    supervisor.run('progress', async (signal) => relayProgress({ progress, fanOut, clock, board, views }, signal));
    return;
  }
  // What an operator orders here is carried out here.
  supervisor.run('rebuilds', rebuilds.run);
  const { checkpoint } = readPartitions(stores.views, allProjections);
  supervisor.run('progress', async (signal) =>
    followProgress({ progress, fanOut, clock, board, views: allProjections, checkpoint }, signal),
  );
};
