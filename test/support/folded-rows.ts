import type { DomainEvent } from '../../src/domain/events';
import type { JsonObject } from '../../src/domain/shared/json';
import type { Recorded } from '../../src/domain/shared/recorded';
import type { Row, RowKey } from '../../src/domain/shared/view';
import { foldEvents, rowsNeeded } from '../../src/projections/fold-events';
import type { Projection } from '../../src/projections/projection';

const nameOf = ({ table, key }: RowKey): string => JSON.stringify([table, key]);

/** The rows that the events give, folded in runs of this size; rows pass through JSON, as views store them. */
export const foldedRows = (
  projection: Projection,
  events: ReadonlyArray<Recorded<DomainEvent>>,
  size = events.length,
): ReadonlyArray<Row> => {
  const rows = new Map<string, Row>();
  const handled = events.filter(({ event }) => projection.handles.includes(event.type));
  for (let from = 0; from < handled.length; from += size) {
    const run = handled.slice(from, from + size);
    const before = rowsNeeded(projection, run).flatMap((key) => rows.get(nameOf(key)) ?? []);
    const { changes, defect } = foldEvents(projection, run, before);
    if (defect !== undefined) throw new Error('the fold stopped', { cause: defect });
    for (const change of changes)
      if (change.kind === 'remove') rows.delete(nameOf(change));
      else {
        const { table, key, value, indexes } = change;
        rows.set(nameOf(change), { table, key, value: JSON.parse(JSON.stringify(value)) as JsonObject, indexes });
      }
  }
  return [...rows.values()].sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1));
};

/** The sort keys of a list, each with its row's key, in the list's order. */
export const listed = (rows: ReadonlyArray<Row>, index: string): ReadonlyArray<string> =>
  rows
    .flatMap(({ key, indexes }) => indexes.filter((entry) => entry.index === index).map(({ sort }) => ({ sort, key })))
    .sort((one, other) => (one.sort < other.sort ? -1 : 1))
    .map(({ key }) => key);
