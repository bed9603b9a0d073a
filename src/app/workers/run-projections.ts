import type { Projection } from '../../projections/projection';
import type { ReadEvent } from './read-event';
import { type ProjectionDeps, runProjection } from './run-projection';

/**
 * All projections of this process, and what is made of them anew; each has a checkpoint of its own, and none waits for
 * another.
 */
export const runProjections = async (
  deps: ProjectionDeps & { readonly projections: ReadonlyArray<Projection>; readonly readEvent: ReadEvent },
  signal: AbortSignal,
): Promise<void> => {
  await Promise.all([
    ...deps.projections.map(async (projection) => runProjection({ ...deps, projection }, signal)),
    deps.rebuilds.run(signal),
  ]);
};
