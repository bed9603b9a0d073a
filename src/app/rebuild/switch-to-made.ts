import * as E from 'fp-ts/Either';
import type { Position } from '../../domain/shared/stored-event';
import type { Checkpoint } from '../../domain/ports/views';
import { besideOf } from '../../domain/shared/view';
import type { Bookkeeping } from './bookkeeping';
import { countRows } from './compare-views';
import { done, type Making, type Outcome, type Rebuilding, storeFolded, withMade } from './making';
import { recordRebuilt } from './record-rebuilt';
import { sumOfBooks } from './sum-of-books';

/** Whether the view is the live one now, with all its partitions. */
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

/** Each partition, before any of them is switched to. Nothing, where the signal has aborted. */
const checkAll = async (makings: ReadonlyArray<Making>): Promise<Outcome<Checked | undefined>> => {
  const checked: Array<Checked> = [];
  for (const making of makings) {
    const outcome = await check(making, (found) => checked.push(found));
    if (E.isLeft(outcome)) return outcome;
  }
  const [first, ...others] = checked;
  if (first === undefined || checked.length < makings.length) return E.right(undefined);
  const bookkeeping = others.reduce((sum, one) => sumOfBooks(sum, one.bookkeeping), first.bookkeeping);
  const at = others.reduce((least, one) => (one.at.position < least.position ? one.at : least), first.at);
  return E.right({ at, bookkeeping });
};

const record = async (rebuilding: Rebuilding, { at, bookkeeping }: Checked): Promise<Outcome> => {
  if (bookkeeping.order.why === 'first') return done;
  const recorded = await recordRebuilt(rebuilding)(rebuilding.projection, at, bookkeeping)();
  if (E.isRight(recorded)) rebuilding.onRecorded();
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

const promote = async (making: Making): Promise<Outcome<boolean>> => {
  const { fold, buffer } = making;
  const folded = await fold.flush();
  const promoted = E.isLeft(folded) ? folded : await buffer.promote();
  if (E.isRight(promoted)) return E.right(true);
  return promoted.left._tag === 'CheckpointMoved' ? isStillMade(making) : promoted;
};

/** The partitions that are not live yet, the first one first. */
export type Unswitched = { readonly all: () => ReadonlyArray<Making>; readonly isLive: (making: Making) => void };

/**
 * Each partition becomes the live one in a step of its own, the first one after all others: whoever comes after a crash finds by
 * its books what is left to be done. Says whether all of them are.
 */
export const promoteAll = async ({ all, isLive }: Unswitched): Promise<Outcome<boolean>> => {
  const [first, ...others] = all();
  const outcomes = await Promise.all(others.map(async (making) => ({ making, promoted: await promote(making) })));
  for (const { making, promoted } of outcomes) if (E.isRight(promoted) && promoted.right) isLive(making);
  const failed = outcomes.map(({ promoted }) => promoted).find(E.isLeft);
  if (failed !== undefined) return failed;
  if (first === undefined || all().length > 1) return E.right(first === undefined);
  const last = await promote(first);
  if (E.isRight(last) && last.right) isLive(first);
  return last;
};

/** Only where there are others that could be live when it is not. */
const noteSwitching = async ([first, ...others]: ReadonlyArray<Making>): Promise<Outcome> => {
  if (first === undefined || others.length === 0) return done;
  first.buffer.noteSwitching();
  return storeFolded(first);
};

/**
 * What happens once the fold has caught up, at each time that it has: the check of what is stored, then the event, then the
 * switch. What takes time lets events pile up, so the next step waits until the fold has caught up with them.
 */
export const switching = (rebuilding: Rebuilding, unswitched: Unswitched): Switching => {
  let checked: Checked | undefined;
  let isRecorded = rebuilding.from.isSwitching;
  const nextStep = async (): Promise<Outcome> => {
    if (checked === undefined) {
      const found = await checkAll(unswitched.all());
      if (E.isLeft(found)) return found;
      checked = found.right;
      return done;
    }
    isRecorded = true;
    const recorded = await record(rebuilding, checked);
    return E.isLeft(recorded) ? recorded : noteSwitching(unswitched.all());
  };
  return async (reached) => {
    while (!isRecorded) {
      const taken = await nextStep();
      if (E.isLeft(taken)) return taken;
      if (unswitched.all()[0]?.signal.aborted === true) return E.right(false);
      const head = await rebuilding.journal.head()();
      if (E.isLeft(head)) return head;
      if (head.right > reached) return E.right(false);
    }
    return promoteAll(unswitched);
  };
};
