import * as E from 'fp-ts/Either';
import type { Position } from '../../domain/shared/stored-event';
import type { Checkpoint } from '../../domain/ports/views';
import { besideOf } from '../../domain/shared/view';
import type { Bookkeeping } from './bookkeeping';
import { countRows } from './compare-views';
import { done, type Making, type Outcome, withMade } from './making';
import { recordRebuilt } from './record-rebuilt';

/** Whether the view is the live one now. */
export type Switching = (reached: Position) => Promise<Outcome<boolean>>;

/** Where the view was checked, and what stood in the books. */
type Checked = { readonly at: Checkpoint; readonly bookkeeping: Bookkeeping };

/** The count and the digest that the fold kept as it went, against what is stored. */
const check = async (making: Making, onChecked: (checked: Checked) => void): Promise<Outcome> =>
  withMade(making, async (made) => {
    const { rows, digest } = await countRows(made, making.signal);
    const bookkeeping = making.buffer.bookkeeping();
    const { account } = bookkeeping;
    if (making.signal.aborted) return done;
    if (rows !== account.rows || digest !== account.digest) return E.left({ _tag: 'NotAsFolded' });
    onChecked({ at: made.checkpoint, bookkeeping });
    return done;
  });

const record = async (making: Making, { at, bookkeeping }: Checked): Promise<Outcome> => {
  if (bookkeeping.order.why === 'first') return done;
  const recorded = await recordRebuilt(making)(making.projection, at, bookkeeping)();
  if (E.isRight(recorded)) making.onRecorded();
  return recorded;
};

/** Refused while the live one is farther on; the events between the two are still to come. */
const isStillMade = async ({ views, projection }: Making): Promise<Outcome<boolean>> => {
  const made = await views.checkpoint(besideOf(projection))();
  if (E.isLeft(made)) return made;
  if (made.right === undefined) return E.left({ _tag: 'CheckpointMoved', view: projection.name });
  const live = await views.live(projection.name)();
  if (E.isLeft(live)) return live;
  return (live.right?.version ?? 0) > projection.version ? E.left({ _tag: 'Superseded' }) : E.right(false);
};

export const promote = async (making: Making): Promise<Outcome<boolean>> => {
  const { fold, buffer } = making;
  const folded = await fold.flush();
  const promoted = E.isLeft(folded) ? folded : await buffer.promote();
  if (E.isRight(promoted)) return E.right(true);
  return promoted.left._tag === 'CheckpointMoved' ? isStillMade(making) : promoted;
};

/**
 * What happens once the fold has caught up, at each time that it has: the check of what is stored, then the event, then the
 * switch. What takes time lets events pile up, so the next step waits until the fold has caught up with them.
 */
export const switching = (making: Making): Switching => {
  let checked: Checked | undefined;
  let isRecorded = false;
  const nextStep = async (): Promise<Outcome> => {
    if (checked === undefined)
      return check(making, (found) => {
        checked = found;
      });
    isRecorded = true;
    return record(making, checked);
  };
  return async (reached) => {
    while (!isRecorded) {
      const taken = await nextStep();
      if (E.isLeft(taken)) return taken;
      if (making.signal.aborted) return E.right(false);
      const head = await making.journal.head()();
      if (E.isLeft(head)) return head;
      if (head.right > reached) return E.right(false);
    }
    return promote(making);
  };
};
