import { setImmediate } from 'node:timers/promises';
import * as E from 'fp-ts/Either';
import type { TaskEither } from 'fp-ts/TaskEither';
import type { Journal } from '../../domain/ports/journal';
import type { Snapshot, ViewNotReady, Views, ViewUnavailable } from '../../domain/ports/views';
import type { Position, StoredEvent } from '../../domain/shared/stored-event';
import { partsOf } from '../../projections/partitions';
import type { Projection } from '../../projections/projection';
import { groupByPartition } from '../workers/group-by-partition';
import { createReadEvent } from '../workers/read-event';
import { cannotFold, createFold, type FoldFailure, type SingleFold } from '../workers/run-projection-fold';
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

const eventsAtOnce = 256;
/** So many, that each partition has some of them in a step. */
const eventsAtOnceInParts = 1_024;
const examplesAtMost = 20;

/** The journal in runs, from its first event up to the position. */
async function* runsThrough(
  journal: Journal,
  through: Position,
  atOnce: number,
): AsyncGenerator<ReadonlyArray<StoredEvent>> {
  let run: Array<StoredEvent> = [];
  for await (const event of journal.readAll()) {
    if (event.position > through) break;
    run.push(event);
    if (run.length < atOnce) continue;
    yield run;
    run = [];
    await setImmediate();
  }
  yield run;
}

/** A partition, or the whole of a view that is not split: as it stands, and as it is folded aside. */
type Compared = { readonly part: Projection; readonly live: Snapshot; readonly fold: SingleFold };
type Outcome<A = void> = E.Either<VerifyFailure, A>;
const done: Outcome = E.right(undefined);

const latest = (positions: ReadonlyArray<Position>): Position => positions.reduce((one, two) => (two > one ? two : one));
const earliest = (positions: ReadonlyArray<Position>): Position =>
  positions.reduce((one, two) => (two < one ? two : one));

const takeUpTo = async (
  { live, fold }: Compared,
  own: ReadonlyArray<StoredEvent>,
  run: ReadonlyArray<StoredEvent>,
): Promise<Outcome> => {
  const { position } = live.checkpoint;
  const isUpTo = (event: StoredEvent): boolean => event.position <= position;
  const through = run.findLast(isUpTo);
  return through === undefined ? done : fold.take(own.filter(isUpTo), through);
};

/** Each up to where its view stands, in one reading of the journal. */
const foldThrough = async (
  { journal, onProgress }: VerifyDeps,
  projection: Projection,
  compared: ReadonlyArray<Compared>,
): Promise<Outcome> => {
  const group = groupByPartition(projection, compared.length, createReadEvent());
  const through = latest(compared.map(({ live }) => live.checkpoint.position));
  for await (const run of runsThrough(journal, through, compared.length === 1 ? eventsAtOnce : eventsAtOnceInParts)) {
    // An event that can't be read is one that no view has passed: whoever comes to it says so.
    const { groups, fault } = compared.length === 1 ? { groups: new Map([[0, run]]), fault: undefined } : group(run);
    for (const [index, one] of compared.entries()) {
      const taken = await takeUpTo(one, groups.get(index) ?? [], run);
      if (E.isLeft(taken)) return taken;
    }
    if (fault !== undefined) return E.left(cannotFold(fault));
    onProgress?.(run.at(-1)?.position ?? through, through);
  }
  for (const { fold } of compared) {
    const flushed = await fold.flush();
    if (E.isLeft(flushed)) return flushed;
  }
  return done;
};

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

const compareAll = async (aside: Views, compared: ReadonlyArray<Compared>): Promise<Outcome<Differences>> => {
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

type LivePart = Pick<Compared, 'part' | 'live'>;

const startAside = async (aside: Views, lives: ReadonlyArray<LivePart>): Promise<Outcome<ReadonlyArray<Compared>>> => {
  const readEvent = createReadEvent();
  const compared: Array<Compared> = [];
  for (const one of lives) {
    const start = await aside.reset(one.part)();
    if (E.isLeft(start)) return start;
    const fold = createFold({ projection: one.part, views: aside, readEvent, from: start.right });
    compared.push({ ...one, fold });
  }
  return E.right(compared);
};

const verify = async (
  deps: VerifyDeps,
  projection: Projection,
  lives: ReadonlyArray<LivePart>,
  aside: Views,
): Promise<Outcome<ViewVerdict>> => {
  const started = await startAside(aside, lives);
  if (E.isLeft(started)) return started;
  const reached = await foldThrough(deps, projection, started.right);
  if (E.isLeft(reached)) return reached;
  const differences = await compareAll(aside, started.right);
  if (E.isLeft(differences)) return differences;
  const isOfThisJournal = started.right.every(({ live, fold }) => {
    const { position, eventId } = fold.stored();
    return live.checkpoint.position === position && live.checkpoint.eventId === eventId;
  });
  const position = earliest(lives.map(({ live }) => live.checkpoint.position));
  const { name: view, version } = projection;
  return E.right({ view, version, position, isOfThisJournal, ...differences.right });
};

/** A snapshot of each partition; whoever is handed them closes them. */
const snapshotAll = async (
  { views }: VerifyDeps,
  projection: Projection,
  lives: Array<LivePart>,
): Promise<Outcome> => {
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
