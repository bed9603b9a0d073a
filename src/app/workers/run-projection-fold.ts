import * as E from 'fp-ts/Either';
import { ledgerEventCodecs } from '../../domain/events';
import type { TaskEither } from 'fp-ts/TaskEither';
import type { Checkpoint, CheckpointMoved, Step, ViewNotReady, Views, ViewUnavailable } from '../../domain/ports/views';
import type { Position, StoredEvent } from '../../domain/shared/stored-event';
import type { ViewId } from '../../domain/shared/view';
import { foldEvents, type FoldedEvents, rowsNeeded } from '../../projections/fold-events';
import type { Projection } from '../../projections/projection';
import type { ReadEvent } from './read-event';
import { type Fault, type Handled, readHandled } from './read-handled';

/** The projection can't go past this event; nothing of what it holds is part of the text. */
export type CannotFold = { readonly _tag: 'CannotFold'; readonly reason: string };
export type FoldFailure = ViewUnavailable | ViewNotReady | CheckpointMoved | CannotFold;

/** Why a fold stops before an event. */
export const cannotFold = ({ event, tag }: Fault): CannotFold => ({
  _tag: 'CannotFold',
  reason: `${tag} at position ${String(event.position)}, ${event.type}`,
});

const isSame = (one: Checkpoint, other: Checkpoint): boolean =>
  one.ledgerId === other.ledgerId && one.position === other.position && one.eventId === other.eventId;

/** A view, or a partition of one: up to where its checkpoint is stored, and up to where it was folded. */
export type Standing = { readonly name: string; readonly stored: Position; readonly seen: Position };

/** Where a projection stopped, if it did. */
const defectIn = (handled: Handled['events'], { folded, defect }: FoldedEvents): Fault | undefined => {
  const stopped = handled[folded];
  return defect && stopped ? { event: { ...stopped, type: stopped.event.type }, tag: defect._tag } : undefined;
};

export type Fold = {
  /**
   * Folds what will be taken next, while what was taken before is being written; only where no row has to be read for it, which
   * might be one of those.
   */
  readonly prepare: (events: ReadonlyArray<StoredEvent>) => void;
  /** Folds the events into the view. What concerns no row is only remembered, until `flush` or a later change. */
  readonly take: (events: ReadonlyArray<StoredEvent>) => Promise<E.Either<FoldFailure, void>>;
  /** Moves the checkpoint up to the last event taken; of a view that is split, the checkpoints of these partitions alone. */
  readonly flush: (names?: ReadonlyArray<string>) => Promise<E.Either<FoldFailure, void>>;
  /** Whether the view still stands where it was left: one that was lost, or moved by somebody else, is CheckpointMoved. */
  readonly look: () => Promise<E.Either<FoldFailure, void>>;
  readonly stored: () => Checkpoint;
  readonly seen: () => Checkpoint;
  /** Each partition; the view itself, where it is not split. */
  readonly standings: () => ReadonlyArray<Standing>;
  readonly unknownEvents: () => number;
};

/** A fold of one view, which is told also what stands between its events. */
export type SingleFold = Omit<Fold, 'take'> & {
  /** `through`: none of the events up to it concerns the view but these. */
  readonly take: (events: ReadonlyArray<StoredEvent>, through?: StoredEvent) => Promise<E.Either<FoldFailure, void>>;
  /** Nothing up to this event concerns the view. */
  readonly pass: (event: Pick<StoredEvent, 'position' | 'id'>) => void;
};

/** What a fold reads its rows from, and writes them to. */
export type FoldedInto = Pick<Views, 'get' | 'checkpoint'> & {
  readonly apply: (view: ViewId, step: Step) => TaskEither<FoldFailure, void>;
};

export type Folding = {
  readonly projection: Projection;
  readonly views: FoldedInto;
  readonly readEvent: ReadEvent;
  readonly from: Checkpoint;
};

/** Folds run after run of events into a view, from its checkpoint on. */
export const createFold = ({ projection, views, readEvent, from }: Folding): SingleFold => {
  const handles = new Set<string>(projection.handles);
  let stored = from;
  let seen = from;
  let unknownEvents = 0;

  /** What was prepared last, known by its very events. */
  let prepared:
    | { readonly events: ReadonlyArray<StoredEvent>; readonly handled: Handled; readonly folded: FoldedEvents }
    | undefined;

  const foldAll = async (handled: Handled['events']): Promise<E.Either<FoldFailure, FoldedEvents>> => {
    const needed = rowsNeeded(projection, handled);
    if (needed.length === 0) return E.right(foldEvents(projection, handled, []));
    const rows = await views.get(projection, needed)();
    if (E.isLeft(rows)) return rows;
    if (rows.right.position !== stored.position) return E.left({ _tag: 'CheckpointMoved', view: projection.name });
    return E.right(foldEvents(projection, handled, rows.right.value));
  };

  /** What the events change, up to where they can't be folded. */
  const foldOnce = async (
    events: ReadonlyArray<StoredEvent>,
  ): Promise<E.Either<FoldFailure, Pick<FoldedEvents, 'changes'> & { readonly fault: Fault | undefined }>> => {
    const ready = prepared?.events === events ? prepared : undefined;
    prepared = undefined;
    const { events: handled, fault: unread } = ready?.handled ?? readHandled(events, handles, readEvent);
    const outcome = ready === undefined ? await foldAll(handled) : E.right(ready.folded);
    if (E.isLeft(outcome)) return outcome;
    return E.right({ changes: outcome.right.changes, fault: defectIn(handled, outcome.right) ?? unread });
  };

  const apply = async (changes: FoldedEvents['changes'], to: Checkpoint): Promise<E.Either<FoldFailure, void>> => {
    const outcome = await views.apply(projection, { from: stored, to, changes })();
    if (E.isLeft(outcome)) return outcome;
    stored = to;
    seen = to;
    return outcome;
  };

  const after = ({ position, id }: { readonly position: bigint; readonly id: string }): Checkpoint => ({
    ...stored,
    position,
    eventId: id,
  });

  return {
    stored: () => stored,
    seen: () => seen,
    standings: () => [{ name: projection.name, stored: stored.position, seen: seen.position }],
    pass: (event) => {
      if (event.position > seen.position) seen = after(event);
    },
    unknownEvents: () => unknownEvents,
    prepare: (events) => {
      const handled = readHandled(events, handles, readEvent);
      if (rowsNeeded(projection, handled.events).length > 0) return;
      prepared = { events, handled, folded: foldEvents(projection, handled.events, []) };
    },
    look: async () => {
      const known = await views.checkpoint(projection)();
      if (E.isLeft(known)) return known;
      return known.right !== undefined && isSame(known.right, stored)
        ? E.right(undefined)
        : E.left({ _tag: 'CheckpointMoved', view: projection.name });
    },
    flush: async () => (seen.position === stored.position ? E.right(undefined) : apply([], seen)),
    take: async (events, through = events.at(-1)) => {
      const taken = await foldOnce(events);
      if (E.isLeft(taken)) return taken;
      const { fault, changes } = taken.right;
      const before = fault === undefined ? events : events.filter(({ position }) => position < fault.event.position);
      unknownEvents += before.filter(({ type }) => !Object.hasOwn(ledgerEventCodecs, type)).length;
      const last = fault === undefined ? through : before.at(-1);
      if (last !== undefined) {
        const applied = changes.length === 0 ? E.right(undefined) : await apply(changes, after(last));
        if (E.isLeft(applied)) return applied;
        seen = after(last);
      }
      return fault === undefined ? E.right(undefined) : E.left(cannotFold(fault));
    },
  };
};
