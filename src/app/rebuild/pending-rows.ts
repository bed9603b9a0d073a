import type { JsonObject } from '../../domain/shared/json';
import type { Change, RowKey } from '../../domain/shared/view';

/** No table's name has a zero in it. */
export const nameOf = ({ table, key }: RowKey): string => `${table}\0${key}`;

/** `before`: the row's JSON as it stands without the change; undefined: it is not known yet. */
export type Pending = {
  readonly change: Change;
  readonly before: { readonly json: string | undefined } | undefined;
};

/** Changes of rows that are not written yet, one for each row. */
export type PendingRows = {
  readonly size: () => number;
  readonly find: (key: RowKey) => Pending | undefined;
  readonly put: (change: Change, before: () => Pending['before']) => void;
  readonly all: () => ReadonlyArray<Pending>;
};

export const createPendingRows = (): PendingRows => {
  const rows = new Map<string, Pending>();
  return {
    size: () => rows.size,
    find: (key) => rows.get(nameOf(key)),
    put: (change, before) => {
      const name = nameOf(change);
      const known = rows.get(name);
      rows.set(name, { change, before: known === undefined ? before() : known.before });
    },
    all: () => [...rows.values()],
  };
};

/** The row after the change. */
export const valueAfter = ({ change }: Pending): JsonObject | undefined =>
  change.kind === 'put' ? change.value : undefined;

export const jsonAfter = ({ change }: Pending): string | undefined =>
  change.kind === 'put' ? (change.json ?? JSON.stringify(change.value)) : undefined;

/** With its JSON, which is made once for all who ask for it. */
export const withJson = (row: Pending): Pending =>
  row.change.kind === 'remove' ? row : { ...row, change: { ...row.change, json: JSON.stringify(row.change.value) } };
