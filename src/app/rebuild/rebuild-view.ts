import * as E from 'fp-ts/Either';
import { decodeRecorded } from '../../domain/decode-recorded';
import { createFold } from '../workers/run-projection-fold';
import { inScope } from '../workers/in-scope';
import { bufferView } from './buffer-view';
import { comparingFold } from './compare-with-live';
import { type Making, type MakingFailure, type Outcome, type Rebuilding, storeFolded } from './making';
import { promote, switching } from './switch-to-made';

/** `stopped`: the signal has aborted; what was folded is stored, and can be gone on with. */
export type Rebuilt = { readonly ended: 'switched' | 'stopped'; readonly unknownEvents: number };

const stopped: E.Either<never, boolean> = E.right(false);

const followToSwitch = async (making: Making): Promise<Outcome<boolean>> => {
  const { journal, fold, signal } = making;
  const comparing = comparingFold(making);
  const switchTo = switching(making);
  try {
    for await (const page of journal.subscribe({ after: fold.stored().position, signal })) {
      const taken = await comparing.take(page);
      if (E.isLeft(taken)) return taken;
      if (signal.aborted) return stopped;
      const outcome = page.live && comparing.isOver() ? await switchTo(page.position) : stopped;
      if (E.isLeft(outcome) || outcome.right) return outcome;
    }
    return stopped;
  } finally {
    await comparing.close();
  }
};

/**
 * What can't be folded ends a rebuild; but where nothing was to be read before, the view is read as it stands there. That
 * what it read was of one piece shows when it is stored.
 */
const afterFault = async (making: Making, failure: MakingFailure): Promise<Outcome<boolean>> => {
  if (failure._tag !== 'CannotFold') return E.left(failure);
  const stored = await storeFolded(making);
  if (E.isLeft(stored)) return stored;
  return making.buffer.bookkeeping().order.why === 'first' ? promote(making) : E.left(failure);
};

/**
 * Goes on with a view that is being made beside the live one: folds the journal from its checkpoint on, compares it with the
 * live one on the way, checks what is stored, records it, and makes it the live one. Throws the journal's JournalError.
 */
export const rebuildView = async (rebuilding: Rebuilding, outer: AbortSignal): Promise<Outcome<Rebuilt>> =>
  inScope(outer, async (signal) => {
    const { projection, views, from } = rebuilding;
    const buffer = bufferView(views, projection, from);
    // What others read of the journal at present is elsewhere: there is nothing to be remembered for them.
    const parts = { projection, views: buffer.views, readEvent: decodeRecorded };
    const fold = createFold({ ...parts, from: from.checkpoint });
    const making: Making = { ...rebuilding, fold, buffer, signal };
    const followed = await followToSwitch(making);
    const outcome = E.isLeft(followed) ? await afterFault(making, followed.left) : followed;
    if (E.isLeft(outcome)) return outcome;
    if (outcome.right) return E.right({ ended: 'switched', unknownEvents: fold.unknownEvents() });
    const stored = await storeFolded(making);
    return E.isLeft(stored) ? stored : E.right({ ended: 'stopped', unknownEvents: fold.unknownEvents() });
  });
