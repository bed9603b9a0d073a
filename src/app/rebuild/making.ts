import { setImmediate } from 'node:timers/promises';
import * as E from 'fp-ts/Either';
import type { Clock } from '../../domain/ports/clock';
import type { AppendFailure, Journal } from '../../domain/ports/journal';
import type { Snapshot, Views } from '../../domain/ports/views';
import type { Position, StoredEvent } from '../../domain/shared/stored-event';
import { besideOf } from '../../domain/shared/view';
import type { Projection } from '../../projections/projection';
import type { Writer } from '../commands/create-writer';
import type { Fold, FoldFailure } from '../workers/run-projection-fold';
import type { HalfBuilt } from './bookkeeping';
import type { BufferedView } from './buffer-view';

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
  readonly from: HalfBuilt;
  /** Told after each run of events, with their number and where the fold has come. */
  readonly onFolded: (events: number, position: Position) => void;
  /** From now on it can't be called off. */
  readonly onRecorded: () => void;
};

/** A view in the making beside the live one. */
export type Making = Rebuilding & {
  readonly fold: Fold;
  readonly buffer: BufferedView;
  readonly signal: AbortSignal;
};

/** So many events are folded in one go, so that nothing else waits for more than some milliseconds. */
const EVENTS_AT_ONCE = 128;
export const done: E.Either<never, void> = E.right(undefined);

/** Folds the events; ends early where the signal aborts. */
export const takeEvents = async (
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
