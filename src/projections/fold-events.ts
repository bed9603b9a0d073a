import * as E from 'fp-ts/Either';
import type { DomainEvent } from '../domain/events';
import type { JsonObject } from '../domain/shared/json';
import type { Recorded } from '../domain/shared/recorded';
import type { Change, RowKey } from '../domain/shared/view';
import type { Projection, ProjectionDefect, Rows } from './projection';

/** No table's name has a zero in it. */
const nameOf = ({ table, key }: RowKey): string => `${table}\0${key}`;

/** The rows that any of these events looks at, each once. */
export const rowsNeeded = (
  projection: Projection,
  events: ReadonlyArray<Recorded<DomainEvent>>,
): ReadonlyArray<RowKey> => {
  const needed = new Map<string, RowKey>();
  for (const recorded of events) for (const key of projection.needs(recorded)) needed.set(nameOf(key), key);
  return [...needed.values()];
};

/** `changes` are those of the events before the defect, at most one for each row; `folded` counts these events. */
export type FoldedEvents = {
  readonly changes: ReadonlyArray<Change>;
  readonly folded: number;
  readonly defect: ProjectionDefect | undefined;
};

/** What a run of events does to the rows that stand before it. */
export const foldEvents = (
  projection: Projection,
  events: ReadonlyArray<Recorded<DomainEvent>>,
  before: ReadonlyArray<RowKey & { readonly value: JsonObject }>,
): FoldedEvents => {
  const rows = new Map<string, JsonObject>(before.map((row) => [nameOf(row), row.value]));
  const changes = new Map<string, Change>();
  let folded = 0;
  const asTheyStand: Rows = {
    get: (key) => rows.get(nameOf(key)),
    isOwn: (key) => changes.get(nameOf(key))?.kind === 'put',
  };
  for (const recorded of events) {
    const outcome = projection.apply(recorded, asTheyStand);
    if (E.isLeft(outcome)) return { changes: [...changes.values()], folded, defect: outcome.left };
    for (const change of outcome.right) {
      const name = nameOf(change);
      changes.set(name, change);
      if (change.kind === 'put') rows.set(name, change.value);
      else rows.delete(name);
    }
    folded += 1;
  }
  return { changes: [...changes.values()], folded, defect: undefined };
};
