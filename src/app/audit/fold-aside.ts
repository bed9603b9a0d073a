import { setImmediate } from 'node:timers/promises';
import * as E from 'fp-ts/Either';
import type { Journal } from '../../domain/ports/journal';
import type { Snapshot, Views } from '../../domain/ports/views';
import type { Position, StoredEvent } from '../../domain/shared/stored-event';
import type { Projection } from '../../projections/projection';
import { groupByPartition } from '../workers/group-by-partition';
import { createReadEvent, type ReadEvent } from '../workers/read-event';
import { cannotFold, createFold, type FoldFailure, type SingleFold } from '../workers/run-projection-fold';

/** A partition, or the whole of a view that is not split, as it stands. */
export type LivePart = { readonly part: Projection; readonly live: Snapshot };
/** The same as it is folded aside. */
export type FoldedAside = LivePart & { readonly fold: SingleFold };

export type FoldingAside = {
  readonly journal: Journal;
  readonly aside: Views;
  /** Told how far the fold has come, of `through`. */
  readonly onProgress?: ((folded: Position, through: Position) => void) | undefined;
};

type Outcome<A = void> = E.Either<FoldFailure, A>;
const done: Outcome = E.right(undefined);

const eventsAtOnce = 256;
/** So many, that each partition has some of them in a step. */
const eventsAtOnceInParts = 1_024;

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

const begin = async (
  aside: Views,
  lives: ReadonlyArray<LivePart>,
  readEvent: ReadEvent,
): Promise<Outcome<ReadonlyArray<FoldedAside>>> => {
  const begun: Array<FoldedAside> = [];
  for (const one of lives) {
    const start = await aside.reset(one.part)();
    if (E.isLeft(start)) return start;
    begun.push({
      ...one,
      fold: createFold({ projection: one.part, views: aside, readEvent, from: start.right }),
    });
  }
  return E.right(begun);
};

/** Up to where its view stands. */
const takeUpTo = async (
  { live, fold }: FoldedAside,
  own: ReadonlyArray<StoredEvent>,
  run: ReadonlyArray<StoredEvent>,
): Promise<Outcome> => {
  const { position } = live.checkpoint;
  const isUpTo = (event: StoredEvent): boolean => event.position <= position;
  const through = run.findLast(isUpTo);
  return through === undefined ? done : fold.take(own.filter(isUpTo), through);
};

const dealtOut = (projection: Projection, count: number, readEvent: ReadEvent): ReturnType<typeof groupByPartition> =>
  count === 1
    ? (run) => ({ groups: new Map([[0, run]]), fault: undefined })
    : groupByPartition(projection, count, readEvent);

/** What a run does to each. An event that can't be read is one that no view has passed: whoever comes to it says so. */
const takeRun = async (
  folded: ReadonlyArray<FoldedAside>,
  run: ReadonlyArray<StoredEvent>,
  { groups, fault }: ReturnType<ReturnType<typeof dealtOut>>,
): Promise<Outcome> => {
  for (const [index, one] of folded.entries()) {
    const taken = await takeUpTo(one, groups.get(index) ?? [], run);
    if (E.isLeft(taken)) return taken;
  }
  return fault === undefined ? done : E.left(cannotFold(fault));
};

/** Folds the journal afresh, in one reading, each partition up to where its view stands. Throws the journal's JournalError. */
export const foldAside = async (
  { journal, aside, onProgress }: FoldingAside,
  projection: Projection,
  lives: ReadonlyArray<LivePart>,
): Promise<Outcome<ReadonlyArray<FoldedAside>>> => {
  const readEvent = createReadEvent(lives.length);
  const begun = await begin(aside, lives, readEvent);
  if (E.isLeft(begun)) return begun;
  const deal = dealtOut(projection, lives.length, readEvent);
  const through = lives.map(({ live }) => live.checkpoint.position).reduce((one, two) => (two > one ? two : one));
  for await (const run of runsThrough(journal, through, lives.length === 1 ? eventsAtOnce : eventsAtOnceInParts)) {
    const taken = await takeRun(begun.right, run, deal(run));
    if (E.isLeft(taken)) return taken;
    onProgress?.(run.at(-1)?.position ?? through, through);
  }
  for (const { fold } of begun.right) {
    const flushed = await fold.flush();
    if (E.isLeft(flushed)) return flushed;
  }
  return begun;
};
