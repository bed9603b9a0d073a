import * as E from 'fp-ts/Either';
import { inScope } from '../workers/in-scope';
import { createMakers, type Makers } from './makers';
import { type MakingFailure, type Outcome, type Rebuilding, storeFolded } from './making';
import { promoteAll, switching } from './switch-to-made';

/** `stopped`: the signal has aborted; what was folded is stored, and can be gone on with. */
export type Rebuilt = { readonly ended: 'switched' | 'stopped'; readonly unknownEvents: number };

const stopped: E.Either<never, boolean> = E.right(false);

const followToSwitch = async (
  rebuilding: Rebuilding,
  makers: Makers,
  signal: AbortSignal,
): Promise<Outcome<boolean>> => {
  const switchTo = switching(rebuilding, makers);
  try {
    for await (const page of rebuilding.journal.subscribe({ after: makers.after(), signal })) {
      const taken = await makers.take(page);
      if (E.isLeft(taken)) return taken;
      if (signal.aborted) return stopped;
      const outcome = page.live && makers.areCompared() ? await switchTo(page.position) : stopped;
      if (E.isLeft(outcome) || outcome.right) return outcome;
    }
    return stopped;
  } finally {
    await makers.close();
  }
};

const storeAll = async (makers: Makers): Promise<Outcome> => {
  const stored = await Promise.all(makers.all().map(storeFolded));
  return stored.find(E.isLeft) ?? E.right(undefined);
};

/**
 * What can't be folded ends a rebuild; but where nothing was to be read before, the view is read as it stands there. That
 * what it read was of one piece shows when it is stored.
 */
const afterFault = async ({ from }: Rebuilding, makers: Makers, failure: MakingFailure): Promise<Outcome<boolean>> => {
  if (failure._tag !== 'CannotFold') return E.left(failure);
  const stored = await storeAll(makers);
  if (E.isLeft(stored)) return stored;
  return from.order.why === 'first' ? promoteAll(makers) : E.left(failure);
};

/**
 * Goes on with a view that is being made beside the live one: folds the journal from its checkpoint on, compares it with the
 * live one on the way, checks what is stored, records it, and makes it the live one. Where it is split, one reading of the
 * journal makes all its partitions. Throws the journal's JournalError.
 */
export const rebuildView = async (rebuilding: Rebuilding, outer: AbortSignal): Promise<Outcome<Rebuilt>> =>
  inScope(outer, async (signal) => {
    const created = await createMakers(rebuilding, signal);
    if (E.isLeft(created)) return created;
    const makers = created.right;
    const followed = await followToSwitch(rebuilding, makers, signal);
    const outcome = E.isLeft(followed) ? await afterFault(rebuilding, makers, followed.left) : followed;
    if (E.isLeft(outcome)) return outcome;
    if (outcome.right) return E.right({ ended: 'switched', unknownEvents: makers.unknownEvents() });
    const stored = await storeAll(makers);
    return E.isLeft(stored) ? stored : E.right({ ended: 'stopped', unknownEvents: makers.unknownEvents() });
  });
