import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { Checkpoint } from '../../../domain/ports/views';
import { transaction } from '../transaction';
import { createCheckpoints } from './checkpoints';
import { unpackChanges } from './pack-change';
import { createSweep } from './sweep';
import { createRowWriter } from './write-rows';
import type { WriteStep } from './writer-messages';

/** Whether the step was taken: the view's checkpoint was the one that it goes out from. */
export type TakeStep = (step: WriteStep) => boolean;

const same = (one: Checkpoint, other: Checkpoint): boolean =>
  one.ledgerId === other.ledgerId && one.position === other.position && one.eventId === other.eventId;

/** Takes each step in a transaction of its own; what it throws has changed nothing. */
export const createTakeStep = (database: DatabaseSyncInstance): TakeStep => {
  const checkpoints = createCheckpoints(database);
  const writer = createRowWriter(database);
  const sweep = createSweep(database, writer);
  const take = (step: WriteStep): boolean => {
    if (step.kind === 'reset') {
      checkpoints.drop(step.view);
      checkpoints.create(step.view, step.start);
      return true;
    }
    const known = checkpoints.find(step.view);
    if (known === undefined || !same(known.checkpoint, step.from)) return false;
    for (const change of unpackChanges(step.changes)) writer.change(known.id, change);
    checkpoints.move(known.id, step.to);
    sweep();
    return true;
  };
  return (step) => transaction(database, () => take(step));
};
