import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import * as E from 'fp-ts/Either';
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

/** Whether each step was taken: the view's checkpoint was the one that it goes out from; or what it threw. */
export type TakeSteps = (steps: ReadonlyArray<WriteStep>) => ReadonlyArray<E.Either<unknown, boolean>>;
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

/**
 * Takes steps in their order, in one transaction: what concerns one commit of the journal comes in a step for each view, and
 * a transaction for each would cost as much again. Where one of them throws, each is taken in a transaction of its own, so that
 * what it throws has changed nothing, and is its own.
 */
export const createTakeSteps = (database: DatabaseSyncInstance): TakeSteps => {
  const writeRows = createWriteRows(database);
  const tables: Tables = { checkpoints: createCheckpoints(database), writeRows };
  const sweep = createSweep(database, writeRows);
  const together = (steps: ReadonlyArray<WriteStep>): ReadonlyArray<boolean> =>
    transaction(database, () => {
      const taken = steps.map((step) => take(tables, step));
      if (taken.includes(true)) sweep(ROWS_SWEPT);
      return taken;
    });
  const attempt = (steps: ReadonlyArray<WriteStep>) =>
    E.tryCatch(
      () => together(steps),
      (cause) => cause,
    );
  const alone = (step: WriteStep): E.Either<unknown, boolean> =>
    E.map(([taken]: ReadonlyArray<boolean>) => taken === true)(attempt([step]));
  return (steps) => {
    const taken = attempt(steps);
    if (E.isRight(taken)) return taken.right.map(E.right);
    return steps.length === 1 ? [taken] : steps.map(alone);
  };
};
