import type { JsonObject } from '../domain/shared/json';
import type { Change, IndexEntry, RowKey } from '../domain/shared/view';

/** Writes a row whole, with all the lists that it stands in. */
export const putRow = ({ table, key }: RowKey, value: JsonObject, indexes: ReadonlyArray<IndexEntry>): Change => ({
  kind: 'put',
  table,
  key,
  value,
  indexes,
});
