import * as E from 'fp-ts/Either';
import type { TaskEither } from 'fp-ts/TaskEither';
import type { Journal } from '../../domain/ports/journal';
import type { Snapshot, ViewNotReady, Views, ViewUnavailable } from '../../domain/ports/views';
import type { Position } from '../../domain/shared/stored-event';
import { partsOf } from '../../projections/partitions';
import type { Projection } from '../../projections/projection';
import type { FoldFailure } from '../workers/run-projection-fold';
import { compareRows, type RowDifference } from './compare-rows';
import { foldAside, type FoldedAside, type LivePart } from './fold-aside';

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
  /**
   * The view's checkpoint: both were compared as they stand there. Of a view that is split the least of its partitions', each of
   * which was compared where it stands.
   */
  readonly position: Position;
  /** Whether the journal holds the event that the checkpoint names, at its position; of a view that is split, each of them. */
  readonly isOfThisJournal: boolean;
  readonly differences: number;
  /** The first of them. */
  readonly examples: ReadonlyArray<RowDifference>;
};

export type VerifyFailure = FoldFailure | ViewUnavailable | ViewNotReady;

const examplesAtMost = 20;

type Outcome<A = void> = E.Either<VerifyFailure, A>;
const done: Outcome = E.right(undefined);

const earliest = (positions: ReadonlyArray<Position>): Position =>
  positions.reduce((one, two) => (two < one ? two : one));

type Differences = Pick<ViewVerdict, 'differences' | 'examples'>;

const compare = async (live: Snapshot, folded: Snapshot): Promise<Differences> => {
  const examples: Array<RowDifference> = [];
  let differences = 0;
  for await (const difference of compareRows(live.rows, folded.rows)) {
    differences += 1;
    if (examples.length < examplesAtMost) examples.push(difference);
  }
  return { differences, examples };
};

const compareAll = async (aside: Views, compared: ReadonlyArray<FoldedAside>): Promise<Outcome<Differences>> => {
  let differences = 0;
  const examples: Array<RowDifference> = [];
  for (const { part, live } of compared) {
    const folded = await aside.snapshot(part)();
    if (E.isLeft(folded)) return folded;
    try {
      const found = await compare(live, folded.right);
      differences += found.differences;
      examples.push(...found.examples);
    } finally {
      await folded.right.close();
    }
  }
  return E.right({ differences, examples: examples.slice(0, examplesAtMost) });
};

const verify = async (
  { journal, onProgress }: VerifyDeps,
  projection: Projection,
  lives: ReadonlyArray<LivePart>,
  aside: Views,
): Promise<Outcome<ViewVerdict>> => {
  const folded = await foldAside({ journal, aside, onProgress }, projection, lives);
  if (E.isLeft(folded)) return folded;
  const differences = await compareAll(aside, folded.right);
  if (E.isLeft(differences)) return differences;
  const isOfThisJournal = folded.right.every(({ live, fold }) => {
    const { position, eventId } = fold.stored();
    return live.checkpoint.position === position && live.checkpoint.eventId === eventId;
  });
  const position = earliest(lives.map(({ live }) => live.checkpoint.position));
  const { name: view, version } = projection;
  return E.right({ view, version, position, isOfThisJournal, ...differences.right });
};

/** A snapshot of each partition; whoever is handed them closes them. */
const snapshotAll = async ({ views }: VerifyDeps, projection: Projection, lives: Array<LivePart>): Promise<Outcome> => {
  for (const part of partsOf(projection, views.partitions)) {
    const live = await views.snapshot(part)();
    if (E.isLeft(live)) return live;
    lives.push({ part, live: live.right });
  }
  return done;
};

/**
 * Folds the journal afresh, aside, up to the view's checkpoint, and compares row by row. The view may move on meanwhile:
 * what is compared is a snapshot of it. Throws the journal's JournalError.
 */
export const verifyView =
  (deps: VerifyDeps) =>
  (projection: Projection): TaskEither<VerifyFailure, ViewVerdict> =>
  async () => {
    const lives: Array<LivePart> = [];
    try {
      const taken = await snapshotAll(deps, projection, lives);
      if (E.isLeft(taken)) return taken;
      const aside = await deps.openAside();
      if (E.isLeft(aside)) return aside;
      try {
        return await verify(deps, projection, lives, aside.right.views);
      } finally {
        await aside.right.close();
      }
    } finally {
      for (const { live } of lives) await live.close();
    }
  };
