import type { Clock } from '../../../domain/ports/clock';
import { type GatheredEvents, gatherEvents } from '../gathered-events';
import type { Limits } from '../limits';
import type { AppendOrder } from './append-order';
import type { Addressee } from './encode-batch-response';

export type IncompleteAppend = {
  readonly addressee: Addressee;
  readonly order: AppendOrder;
  readonly gathered: GatheredEvents;
};

/** What is kept between two messages: most appends come in one, and never get here. */
type Kept = { readonly append: IncompleteAppend; readonly settled: AbortController; bytes: number };

type Parts = {
  readonly limits: Limits;
  readonly clock: Clock;
  /** Called once with an append that was not completed in time, which is then forgotten. */
  readonly onLate: (append: IncompleteAppend) => void;
};

/** The appends of one call that are begun, by their correlation ids; bounded in number and in what they hold. */
export type IncompleteAppends = {
  readonly get: (correlationId: string) => IncompleteAppend | undefined;
  readonly begin: (addressee: Addressee, order: AppendOrder) => IncompleteAppend;
  /** To be called with an append that more was added to and is not complete yet. False: that is too much. */
  readonly keep: (append: IncompleteAppend, remainingMillis: number) => boolean;
  readonly remove: (append: IncompleteAppend) => void;
  /** Forgets all of them. */
  readonly clear: () => ReadonlyArray<IncompleteAppend>;
};

export const createIncompleteAppends = ({ limits, clock, onLate }: Parts): IncompleteAppends => {
  const kept = new Map<string, Kept>();
  let bytes = 0;

  const remove = ({ addressee }: IncompleteAppend): void => {
    const found = kept.get(addressee.correlationId);
    if (found === undefined) return;
    kept.delete(addressee.correlationId);
    bytes -= found.bytes;
    found.settled.abort();
  };
  const expire = async ({ append, settled: { signal } }: Kept, millis: number): Promise<void> => {
    await clock.wait(millis, signal);
    if (signal.aborted) return;
    remove(append);
    onLate(append);
  };
  const add = (append: IncompleteAppend, remainingMillis: number): Kept => {
    const added: Kept = { append, settled: new AbortController(), bytes: 0 };
    kept.set(append.addressee.correlationId, added);
    void expire(added, remainingMillis);
    return added;
  };

  return {
    get: (correlationId) => kept.get(correlationId)?.append,
    begin: (addressee, order) => ({ addressee, order, gathered: gatherEvents(limits) }),
    keep: (append, remainingMillis) => {
      const present = kept.get(append.addressee.correlationId);
      const more = append.gathered.bytes() - (present?.bytes ?? 0);
      if (bytes + more > limits.incompleteBytes) return false;
      if (present === undefined && kept.size >= limits.incompleteAppends) return false;
      const holding = present ?? add(append, remainingMillis);
      holding.bytes += more;
      bytes += more;
      return true;
    },
    remove,
    clear: () => {
      const appends = [...kept.values()].map(({ append }) => append);
      appends.forEach(remove);
      return appends;
    },
  };
};
