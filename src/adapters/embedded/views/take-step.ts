import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { Checkpoint } from '../../../domain/ports/views';
import type { ViewId } from '../../../domain/shared/view';
import { transaction } from '../transaction';
import { type Checkpoints, createCheckpoints, type KnownView } from './checkpoints';
import { unpackChanges } from './pack-change';
import { createWriteRows, type WriteRows } from './write-rows';
import { createSweep } from './sweep';
import type { ChangeStep, WriteStep } from './writer-messages';

/** So many rows of dropped views go with each step, so that none takes long. */
const ROWS_SWEPT = 64;
/** How long the rows of a view that was replaced are left alone. */
const REPLACED_SECONDS = 60;

/** Whether the step was taken: the view's checkpoint was the one that it goes out from. */
export type TakeStep = (step: WriteStep) => boolean;
type Tables = { readonly checkpoints: Checkpoints; readonly writeRows: WriteRows };

const same = (one: Checkpoint, other: Checkpoint): boolean =>
  one.ledgerId === other.ledgerId && one.position === other.position && one.eventId === other.eventId;

const dropAt = ({ checkpoints }: Tables, { name, beside }: ViewId): void => {
  const there = beside === true ? checkpoints.findBeside(name) : checkpoints.findLive(name);
  if (there !== undefined) checkpoints.drop(there.id, 0);
};

const change = ({ checkpoints, writeRows }: Tables, known: KnownView, { changes, to }: ChangeStep): void => {
  writeRows(known.id, unpackChanges(changes));
  checkpoints.move(known.id, to);
};

const apply = (tables: Tables, step: ChangeStep): boolean => {
  const known = tables.checkpoints.find(step.view);
  if (known === undefined || !same(known.checkpoint, step.from)) return false;
  change(tables, known, step);
  return true;
};

/** Whether readers of the live view would be taken back: to an earlier position of the same ledger, or an older version. */
const takesBack = (live: KnownView | undefined, { view, to }: ChangeStep): boolean =>
  live?.checkpoint.ledgerId === to.ledgerId && (live.checkpoint.position > to.position || live.version > view.version);

const promote = (tables: Tables, step: ChangeStep): boolean => {
  const { checkpoints } = tables;
  const known = checkpoints.find(step.view);
  const live = checkpoints.findLive(step.view.name);
  if (known === undefined || !same(known.checkpoint, step.from) || takesBack(live, step)) return false;
  change(tables, known, step);
  if (live !== undefined) checkpoints.drop(live.id, REPLACED_SECONDS);
  checkpoints.makeLive(known.id);
  return true;
};

const take = (tables: Tables, step: WriteStep): boolean => {
  switch (step.kind) {
    case 'reset':
      dropAt(tables, step.view);
      tables.checkpoints.create(step.view, step.start);
      return true;
    case 'drop': {
      const known = tables.checkpoints.find(step.view);
      if (known !== undefined) tables.checkpoints.drop(known.id, 0);
      return true;
    }
    case 'apply':
      return apply(tables, step);
    case 'promote':
      return promote(tables, step);
  }
};

/** Takes each step in a transaction of its own; what it throws has changed nothing. */
export const createTakeStep = (database: DatabaseSyncInstance): TakeStep => {
  const writeRows = createWriteRows(database);
  const tables: Tables = { checkpoints: createCheckpoints(database), writeRows };
  const sweep = createSweep(database, writeRows);
  return (step) =>
    transaction(database, () => {
      const taken = take(tables, step);
      if (taken) sweep(ROWS_SWEPT);
      return taken;
    });
};
