import type { Clock } from '../../domain/ports/clock';
import type { Instant, NotificationId } from '../../domain/shared/codecs';
import { plusMillis } from '../../domain/shared/instant';

/** More than any process takes from the making of a key to the end of its last try to store what it was made for. */
const FORGOTTEN_AFTER_MILLIS = 600_000;

/** Which notifications have a key and no request, and since when that is known. */
export type Unstored = {
  /** Whether the request will not be stored any more by whoever made the key. */
  readonly isForgotten: (id: NotificationId) => boolean;
  /** Forgets those that were not asked about for long: their keys are gone, or were used. */
  readonly tidy: () => void;
};

type Seen = { readonly first: Instant; readonly last: Instant };

export const createUnstored = (clock: Pick<Clock, 'now'>): Unstored => {
  const seen = new Map<NotificationId, Seen>();
  return {
    isForgotten: (id) => {
      const now = clock.now();
      const first = seen.get(id)?.first ?? now;
      seen.set(id, { first, last: now });
      return first <= plusMillis(now, -FORGOTTEN_AFTER_MILLIS);
    },
    tidy: () => {
      const old = plusMillis(clock.now(), -2 * FORGOTTEN_AFTER_MILLIS);
      for (const [id, { last }] of seen) if (last < old) seen.delete(id);
    },
  };
};
