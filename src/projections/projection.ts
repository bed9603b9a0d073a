import type { Either } from 'fp-ts/Either';
import type { DomainEvent, EventType } from '../domain/events';
import type { JsonObject } from '../domain/shared/json';
import type { Recorded } from '../domain/shared/recorded';
import type { Change, RowKey, ViewId } from '../domain/shared/view';
import type { Split } from './partitions';

/** The rows as they stand before the event, earlier events of the same batch included. */
export type Rows = {
  readonly get: (key: RowKey) => JsonObject | undefined;
  /** Whether an earlier event of the batch has made it so: then it needs no second look, it is what the fold put there. */
  readonly isOwn: (key: RowKey) => boolean;
};

/** The view is damaged, or the history is not one that the ledger writes: the fold stops before the event. */
export type ProjectionDefect =
  | { readonly _tag: 'MissingRow'; readonly table: string; readonly key: string }
  | { readonly _tag: 'MalformedRow'; readonly table: string; readonly key: string };

export type Folded = Either<ProjectionDefect, ReadonlyArray<Change>>;

/**
 * A fold from events to rows: pure, so that folding the journal again gives the same rows. `needs` names the rows that
 * `apply` will look at; `apply` sees no other.
 */
export type Projection = ViewId & {
  readonly handles: ReadonlyArray<EventType>;
  readonly needs: (recorded: Recorded<DomainEvent>) => ReadonlyArray<RowKey>;
  readonly apply: (recorded: Recorded<DomainEvent>, rows: Rows) => Folded;
  /** Absent: its lists are of everyone, and it stays in one. */
  readonly split?: Split;
};
