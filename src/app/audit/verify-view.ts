import { setImmediate } from 'node:timers/promises';
import * as E from 'fp-ts/Either';
import type { TaskEither } from 'fp-ts/TaskEither';
import type { Journal } from '../../domain/ports/journal';
import type { Checkpoint, Snapshot, ViewNotReady, Views, ViewUnavailable } from '../../domain/ports/views';
import type { Position, StoredEvent } from '../../domain/shared/stored-event';
import type { Projection } from '../../projections/projection';
import { createReadEvent } from '../workers/read-event';
import { createFold, type Fold, type FoldFailure } from '../workers/run-projection-fold';
import { compareRows, type RowDifference } from './compare-rows';

/** Where a fold of the journal is kept meanwhile. */
export type Aside = { readonly views: Views; readonly close: () => Promise<void> };

export type VerifyDeps = {
  readonly journal: Journal;
  readonly views: Views;
  readonly openAside: TaskEither<ViewUnavailable, Aside>;
  /** Told how far the fold has come, of `through`. */
  readonly onProgress?: (folded: Position, through: Position) => void;
};

export type ViewVerdict = {
  readonly view: string;
  readonly version: number;
  /** The view's checkpoint: both were compared as they stand there. */
  readonly position: Position;
  /** Whether the journal holds the event that the checkpoint names, at its position. */
  readonly isOfThisJournal: boolean;
  readonly differences: number;
  /** The first of them. */
  readonly examples: ReadonlyArray<RowDifference>;
};

export type VerifyFailure = FoldFailure | ViewUnavailable | ViewNotReady;

const eventsAtOnce = 256;
const examplesAtMost = 20;

/** The journal in runs, from its first event up to the position. */
async function* runsThrough(journal: Journal, through: Position): AsyncGenerator<ReadonlyArray<StoredEvent>> {
  let run: Array<StoredEvent> = [];
  for await (const event of journal.readAll()) {
    if (event.position > through) break;
    run.push(event);
    if (run.length < eventsAtOnce) continue;
    yield run;
    run = [];
    await setImmediate();
  }
  yield run;
}

const foldThrough = async (
  { journal, onProgress }: VerifyDeps,
  fold: Fold,
  through: Position,
): Promise<E.Either<VerifyFailure, Checkpoint>> => {
  for await (const run of runsThrough(journal, through)) {
    const taken = await fold.take(run);
    if (E.isLeft(taken)) return taken;
    onProgress?.(fold.seen().position, through);
  }
  const flushed = await fold.flush();
  return E.isLeft(flushed) ? flushed : E.right(fold.stored());
};

type Compared = Pick<ViewVerdict, 'differences' | 'examples'>;

const compare = async (live: Snapshot, folded: Snapshot): Promise<Compared> => {
  const examples: Array<RowDifference> = [];
  let differences = 0;
  for await (const difference of compareRows(live.rows, folded.rows)) {
    differences += 1;
    if (examples.length < examplesAtMost) examples.push(difference);
  }
  return { differences, examples };
};

const verify = async (
  deps: VerifyDeps,
  projection: Projection,
  live: Snapshot,
  aside: Views,
): Promise<E.Either<VerifyFailure, ViewVerdict>> => {
  const start = await aside.reset(projection)();
  if (E.isLeft(start)) return start;
  const fold = createFold({ projection, views: aside, readEvent: createReadEvent(), from: start.right });
  const { position, eventId } = live.checkpoint;
  const reached = await foldThrough(deps, fold, position);
  if (E.isLeft(reached)) return reached;
  const folded = await aside.snapshot(projection)();
  if (E.isLeft(folded)) return folded;
  try {
    const compared = await compare(live, folded.right);
    const isOfThisJournal = reached.right.position === position && reached.right.eventId === eventId;
    return E.right({ view: projection.name, version: projection.version, position, isOfThisJournal, ...compared });
  } finally {
    await folded.right.close();
  }
};

/**
 * Folds the journal afresh, aside, up to the view's checkpoint, and compares row by row. The view may move on meanwhile:
 * what is compared is a snapshot of it. Throws the journal's JournalError.
 */
export const verifyView =
  (deps: VerifyDeps) =>
  (projection: Projection): TaskEither<VerifyFailure, ViewVerdict> =>
  async () => {
    const live = await deps.views.snapshot(projection)();
    if (E.isLeft(live)) return live;
    const aside = await deps.openAside();
    try {
      return E.isLeft(aside) ? aside : await verify(deps, projection, live.right, aside.right.views);
    } finally {
      await live.right.close();
      if (E.isRight(aside)) await aside.right.close();
    }
  };
