import type { DomainEvent, EventType } from '../domain/events';
import type { JsonObject } from '../domain/shared/json';
import type { Recorded } from '../domain/shared/recorded';
import type { Change, RowKey, ViewId } from '../domain/shared/view';

/** The rows as they stand before the event, earlier events of the same batch included. */
export type Rows = (key: RowKey) => JsonObject | undefined;

/**
 * A fold from events to rows: pure, so that folding the journal again gives the same rows. `needs` names the rows that
 * `apply` will look at; `apply` sees no other.
 */
export type Projection = ViewId & {
  readonly handles: ReadonlyArray<EventType>;
  readonly needs: (recorded: Recorded<DomainEvent>) => ReadonlyArray<RowKey>;
  readonly apply: (recorded: Recorded<DomainEvent>, rows: Rows) => ReadonlyArray<Change>;
};
