import type { Position } from '../../domain/shared/stored-event';
import { alertsView } from '../../projections/alerts/row';
import { batchesView } from '../../projections/batches/row';
import { deadLettersView } from '../../projections/dead-letters/row';
import { directoryView } from '../../projections/directory/row';
import { outstandingView } from '../../projections/outstanding/row';
import { templatesView } from '../../projections/templates/row';
import type { Assembled } from './assemble';
import type { Supervisor } from './supervise';

const LOOK_AGAIN_MILLIS = 1_000;
/** What is asked before anything is written. The inbox may still be catching up. */
const askedFirst = [templatesView, directoryView, outstandingView, batchesView, deadLettersView, alertsView];

/**
 * Once the views have seen all that was there at the start: ends what an earlier process left to end, lets requests in, and
 * goes on with what it had begun to deliver. Resolves early where the signal aborts.
 */
export const takeOver = async (
  { progress, delivery, batches, alerts, intake, letIn }: Assembled,
  head: Position,
  supervisor: Supervisor,
  signal: AbortSignal,
): Promise<void> => {
  const isSeen = async (view: string): Promise<boolean> => progress.reached(view, head, LOOK_AGAIN_MILLIS);
  for (const { name } of askedFirst) while (!signal.aborted && !(await isSeen(name)));
  await delivery.reaper.takeUp(signal);
  if (signal.aborted) return;
  letIn();
  delivery.start(supervisor);
  batches.start(supervisor);
  alerts.start(supervisor);
  intake.start(supervisor);
};
