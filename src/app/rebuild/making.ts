import { setImmediate } from 'node:timers/promises';
import * as E from 'fp-ts/Either';
import type { Clock } from '../../domain/ports/clock';
import type { AppendFailure, Journal } from '../../domain/ports/journal';
import type { Snapshot, Views } from '../../domain/ports/views';
import type { Position, StoredEvent } from '../../domain/shared/stored-event';
import { besideOf } from '../../domain/shared/view';
import type { Projection } from '../../projections/projection';
import type { Writer } from '../commands/create-writer';
import type { FoldFailure, SingleFold } from '../workers/run-projection-fold';
import type { BufferedView } from './buffer-view';
import type { HalfMade } from './half-made';

/** What is stored is not what the fold gave: the store has lost or changed a row. It is not switched to. */
type NotAsFolded = { readonly _tag: 'NotAsFolded' };
/** A newer version has become the live one meanwhile. */
type Superseded = { readonly _tag: 'Superseded' };
export type MakingFailure = FoldFailure | NotAsFolded | Superseded | AppendFailure;
export type Outcome<A = void> = E.Either<MakingFailure, A>;

export type MakingDeps = {
  readonly journal: Journal;
  readonly views: Views;
  readonly writer: Writer;
  readonly ledgerId: string;
  readonly clock: Clock;
};

export type Rebuilding = MakingDeps & {
  readonly projection: Projection;
  readonly from: HalfMade;
  /** Told after each run of events, with their number and where the fold has come. */
  readonly onFolded: (events: number, position: Position) => void;
  /** From now on it can't be called off. */
  readonly onRecorded: () => void;
};

/** A partition in the making beside the live one, or the whole of a view that is not split. */
export type Making = MakingDeps & {
  readonly projection: Projection;
  readonly fold: SingleFold;
  readonly buffer: BufferedView;
  readonly onFolded: Rebuilding['onFolded'];
  readonly signal: AbortSignal;
};

/** A run of events, and those of them that concern a partition: all, where it is the whole. */
export type Run = { readonly events: ReadonlyArray<StoredEvent>; readonly own: ReadonlyArray<StoredEvent> };

/** So many events are folded in one go, so that nothing else waits for more than some milliseconds. */
const EVENTS_AT_ONCE = 128;
export const done: E.Either<never, void> = E.right(undefined);

const takeAll = async (
  { fold, buffer, onFolded, signal }: Making,
  events: ReadonlyArray<StoredEvent>,
): Promise<Outcome> => {
  for (let from = 0; from < events.length && !signal.aborted; from += EVENTS_AT_ONCE) {
    const run = events.slice(from, from + EVENTS_AT_ONCE);
    buffer.passed(run.length);
    const taken = await fold.take(run);
    if (E.isLeft(taken)) return taken;
    onFolded(run.length, fold.seen().position);
    await setImmediate();
  }
  return done;
};

/** A partition has few of the events; what it has seen of them, being ahead of others after a crash, it passes. */
const takeOwn = async ({ fold, buffer }: Making, { events, own }: Run): Promise<Outcome> => {
  const { position } = fold.seen();
  const isNew = (event: StoredEvent): boolean => event.position > position;
  const through = events.at(-1);
  if (through === undefined || !isNew(through)) return done;
  buffer.passed(events[0] !== undefined && isNew(events[0]) ? events.length : events.filter(isNew).length);
  const taken = own.length === 0 ? done : await fold.take(own.filter(isNew), through);
  if (E.isLeft(taken)) return taken;
  fold.pass(through);
  // So that it does not stay behind for ever where nothing concerns it.
  return buffer.isOverdue() ? fold.flush() : done;
};

/** Folds the events; ends early where the signal aborts. */
export const takeEvents = async (making: Making, run: Run): Promise<Outcome> =>
  run.own === run.events ? takeAll(making, run.events) : takeOwn(making, run);

/** Stores everything that was folded. */
export const storeFolded = async ({ fold, buffer }: Making): Promise<Outcome> => {
  const flushed = await fold.flush();
  return E.isLeft(flushed) ? flushed : buffer.flush();
};

/** What is made, as it stands when all that was folded is stored. */
export const withMade = async (making: Making, use: (made: Snapshot) => Promise<Outcome>): Promise<Outcome> => {
  const stored = await storeFolded(making);
  if (E.isLeft(stored)) return stored;
  const made = await making.views.snapshot(besideOf(making.projection))();
  if (E.isLeft(made)) return made;
  try {
    return await use(made.right);
  } finally {
    await made.right.close();
  }
};
