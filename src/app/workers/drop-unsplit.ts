import * as E from 'fp-ts/Either';
import type { Views, ViewUnavailable } from '../../domain/ports/views';
import { besideOf } from '../../domain/shared/view';
import { countOf } from '../../projections/partitions';
import type { Projection } from '../../projections/projection';

type Outcome = E.Either<ViewUnavailable, void>;

/**
 * Drops the view that an earlier program kept in one, now that its partitions are there: it would be in nobody's way, and in
 * everybody's memory.
 */
export const dropUnsplit = async ({ views }: { readonly views: Views }, projection: Projection): Promise<Outcome> => {
  if (countOf(projection, views.partitions) === 1) return E.right(undefined);
  const { name, version } = projection;
  const whole = { name, version };
  const live = await views.live(name)();
  if (E.isLeft(live)) return live;
  if (live.right !== undefined) {
    const dropped = await views.drop({ name, version: live.right.version })();
    if (E.isLeft(dropped)) return dropped;
  }
  return views.drop(besideOf(whole))();
};
