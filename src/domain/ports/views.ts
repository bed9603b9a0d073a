import type { TaskEither } from 'fp-ts/TaskEither';
import type { JsonObject } from '../shared/json';
import type { Position } from '../shared/stored-event';
import type { Change, RowKey, Sought, StoredRow, ViewId } from '../shared/view';

/** How far a view has come: the ledger it was folded from, and the last event folded ('' at position 0n). */
export type Checkpoint = { readonly ledgerId: string; readonly position: Position; readonly eventId: string };

export type ViewUnavailable = { readonly _tag: 'ViewUnavailable'; readonly cause: unknown };
/** The view is not there, or is another ledger's: it is being built. `built`: how far, of what it must have seen. */
export type ViewNotReady = {
  readonly _tag: 'ViewNotReady';
  readonly view: string;
  readonly built?: { readonly position: Position; readonly of: Position };
};
/** Somebody else moved the checkpoint; nothing was changed. */
export type CheckpointMoved = { readonly _tag: 'CheckpointMoved'; readonly view: string };

/** What was read, and the position of the view in the same instant. */
export type AtPosition<A> = { readonly position: Position; readonly value: A };

export type RangeOptions = {
  readonly direction?: 'forwards' | 'backwards';
  /** Exclusive: the place (`sort` and key) of the last row seen. */
  readonly after?: { readonly sort: string; readonly key: string };
  /** Bounds of `sort`: `from` inclusive, `to` exclusive. */
  readonly from?: string;
  readonly to?: string;
  readonly limit: number;
};
export type Ranged = {
  readonly sort: string;
  readonly key: string;
  readonly table: string;
  readonly value: JsonObject;
};

/** `rows` can be iterated once, before `close`; whoever takes a snapshot closes it. */
export type Snapshot = {
  readonly checkpoint: Checkpoint;
  readonly rows: AsyncIterable<StoredRow>;
  readonly close: () => Promise<void>;
};

/** From one checkpoint to a later one, or to the same. */
export type Step = {
  readonly from: Checkpoint;
  readonly to: Checkpoint;
  readonly changes: ReadonlyArray<Change>;
};

export type LiveView = { readonly version: number; readonly checkpoint: Checkpoint };

type Read<A> = TaskEither<ViewUnavailable | ViewNotReady, AtPosition<A>>;

/**
 * Rows that projections keep, each view with its checkpoint. Reads fail with ViewNotReady unless the view belongs to the
 * ledger that the port was made for. `get`, `range` and `count` ask the live view of that name whatever its version, so that
 * readers of a new version see the old one's rows until it is replaced; everything else is about exactly this version. The
 * laws are test/contracts/views.contract.ts.
 */
export type Views = {
  /** Into how many partitions, each a view of its own, a view is split that can be: 1 where all of them are in one place. */
  readonly partitions: number;
  readonly checkpoint: (view: ViewId) => TaskEither<ViewUnavailable, Checkpoint | undefined>;
  /** The live view of the name, whatever its version and ledger. */
  readonly live: (name: string) => TaskEither<ViewUnavailable, LiveView | undefined>;
  /**
   * Begins the view anew, empty, at position 0n of this ledger, in the place of the live view of that name, or of what was
   * made beside it: whatever stood there, of any version, is dropped.
   */
  readonly reset: (view: ViewId) => TaskEither<ViewUnavailable, Checkpoint>;
  /** All changes, in order, and the checkpoint in one atomic step, if the view's checkpoint is still `from`. */
  readonly apply: (view: ViewId, step: Step) => TaskEither<ViewUnavailable | CheckpointMoved, void>;
  /**
   * The last step of a view that was made beside: in the same atomic step it becomes the live one. Nothing is changed where
   * that would take readers back (the live view of this ledger stands at a later position) or put an older version in the
   * place of a newer one: CheckpointMoved. Whoever reads sees the one or the other whole; the rows of the one that was live go
   * a minute later, little by little.
   */
  readonly promote: (view: ViewId, step: Step) => TaskEither<ViewUnavailable | CheckpointMoved, void>;
  /** Drops the view and its checkpoint; one that is not there is left as it is. */
  readonly drop: (view: ViewId) => TaskEither<ViewUnavailable, void>;
  /** The rows that exist among these keys, in the order of the keys; a value's fields stand in the order they were written in. */
  readonly get: (
    view: ViewId,
    keys: ReadonlyArray<Sought>,
  ) => Read<ReadonlyArray<RowKey & { readonly value: JsonObject }>>;
  readonly range: (view: ViewId, index: string, options: RangeOptions) => Read<ReadonlyArray<Ranged>>;
  /** How many entries an index has within the bounds of `sort`; cheap when the bounds exclude few. */
  readonly count: (
    view: ViewId,
    index: string,
    bounds?: { readonly from?: string; readonly to?: string },
  ) => Read<number>;
  /** Every row with its index entries, ordered by table and key, as of one instant: for comparing a view with a fold. */
  readonly snapshot: (view: ViewId) => TaskEither<ViewUnavailable | ViewNotReady, Snapshot>;
};
