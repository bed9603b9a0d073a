import { type AllStreamResolvedEvent, START } from '@eventstore/db-client';
import type { Filter } from '../../domain/ports/journal';
import type { Position } from '../../domain/shared/stored-event';
import { type Arrivals, createArrivals } from './arrivals';
import type { Lease } from './connection';
import { readPlace } from './read-place';
import { EVENTS_AHEAD } from './read-recorded';
import { serverFilter } from './server-filter';

export type OpenSubscription = { readonly arrivals: Arrivals<AllStreamResolvedEvent>; readonly leave: () => void };

/** One call that follows all events behind a position; what it says beside them stands among them as marks. */
export const openSubscription = (
  { client }: Lease,
  { after, filter }: { readonly after: Position; readonly filter: Filter | undefined },
): OpenSubscription => {
  const asked = serverFilter(filter, (_, { commit }) => arrivals.mark({ kind: 'passed', position: commit }));
  const subscription = client.subscribeToAll(
    { fromPosition: after === 0n ? START : readPlace(after), ...(asked === undefined ? {} : { filter: asked }) },
    { highWaterMark: EVENTS_AHEAD },
  );
  const arrivals = createArrivals<AllStreamResolvedEvent>(subscription);
  subscription.on('confirmation', () => arrivals.mark({ kind: 'confirmed' }));
  subscription.on('caughtUp', () => arrivals.mark({ kind: 'caught-up' }));
  return {
    arrivals,
    leave: () => {
      subscription.unsubscribe().catch(() => undefined);
      arrivals.leave();
    },
  };
};
