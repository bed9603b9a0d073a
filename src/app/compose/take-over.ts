import type { Position } from '../../domain/shared/stored-event';
import { alertsView } from '../../projections/alerts/row';
import { batchesView } from '../../projections/batches/row';
import { deadLettersView } from '../../projections/dead-letters/row';
import { directoryView } from '../../projections/directory/row';
import { outstandingView } from '../../projections/outstanding/row';
import { templatesView } from '../../projections/templates/row';
import type { Assembled } from './assemble';

const LOOK_AGAIN_MILLIS = 1_000;
/** What is asked before anything is written. The inbox may still be catching up. */
const askedFirst = [templatesView, directoryView, outstandingView, batchesView, deadLettersView, alertsView];

/**
 * Once the views have seen all that was there at the start: ends what an earlier process left to end, where no other process
 * is at work, lets requests in, and starts what goes on with what was begun. Resolves early where the signal aborts.
 */
export const takeOver = async (
  { progress, delivery, letIn }: Assembled,
  head: Position,
  { isAlone, start }: { readonly isAlone: boolean; readonly start: () => void },
  signal: AbortSignal,
): Promise<void> => {
  const isSeen = async (view: string): Promise<boolean> => progress.reached(view, head, LOOK_AGAIN_MILLIS);
  for (const { name } of askedFirst) while (!signal.aborted && !(await isSeen(name)));
  if (isAlone) await delivery.reaper.takeUp(signal);
  if (signal.aborted) return;
  letIn();
  start();
};
