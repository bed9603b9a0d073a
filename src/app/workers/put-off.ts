import { plusMillis } from '../../domain/shared/instant';
import type { LoadedDelivery } from '../commands/load-delivery';
import type { Refusal } from '../providers/circuits';
import { decideOn, type Delivering } from './delivering';
import { inScope } from './in-scope';
import { settledBy, type Settled } from './settled-by';

/** Later by so much of the wait at most, so that what was put off together does not come back together. */
const SPREAD = 0.2;

/**
 * No provider of the channel may be used now: the delivery waits, and no attempt is spent. While a probe is under way, its
 * outcome is waited for here: it comes soon, and most often the delivery can go on.
 */
export const putOff =
  (deps: Pick<Delivering, 'writer' | 'clock' | 'ended' | 'ids' | 'signal'>) =>
  async (loaded: LoadedDelivery, { until, why, probe }: Refusal): Promise<Settled> => {
    const { clock, ids, signal } = deps;
    const millis = Date.parse(until) - Date.parse(clock.now());
    if (probe !== undefined) {
      await inScope(signal, async (scope) => Promise.race([probe(scope), clock.wait(millis, scope)]));
      return signal.aborted ? 'again' : 'afresh';
    }
    const later = plusMillis(until, Math.round(millis * SPREAD * ids.fraction()));
    const command = { type: 'Defer', delivery: loaded.delivery, until: later, why } as const;
    return settledBy(await decideOn(deps)(loaded, command, ids.random())());
  };
