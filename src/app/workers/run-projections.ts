import type { Projection } from '../../projections/projection';
import { createReadEvent } from './read-event';
import { type ProjectionDeps, runProjection } from './run-projection';

/**
 * All projections of this process, and what is made of them anew; each has a checkpoint of its own, and none waits for
 * another.
 */
export const runProjections = async (
  deps: ProjectionDeps & { readonly projections: ReadonlyArray<Projection> },
  signal: AbortSignal,
): Promise<void> => {
  const readEvent = createReadEvent(deps.views.partitions);
  await Promise.all([
    ...deps.projections.map(async (projection) => runProjection({ ...deps, readEvent, projection }, signal)),
    deps.rebuilds.run(signal),
  ]);
};
