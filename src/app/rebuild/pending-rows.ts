import type { JsonObject } from '../../domain/shared/json';
import type { Change, RowKey } from '../../domain/shared/view';

export const nameOf = ({ table, key }: RowKey): string => JSON.stringify([table, key]);

/** `before`: the row as it stands without the change; undefined: it is not known yet. */
export type Pending = {
  readonly change: Change;
  readonly before: { readonly value: JsonObject | undefined } | undefined;
};

/** Changes of rows that are not written yet, one for each row. */
export type PendingRows = {
  readonly size: () => number;
  readonly find: (key: RowKey) => Pending | undefined;
  readonly put: (change: Change, before: Pending['before']) => void;
  readonly all: () => ReadonlyArray<Pending>;
};

export const createPendingRows = (): PendingRows => {
  const rows = new Map<string, Pending>();
  return {
    size: () => rows.size,
    find: (key) => rows.get(nameOf(key)),
    put: (change, before) => {
      const name = nameOf(change);
      rows.set(name, { change, before: rows.get(name)?.before ?? before });
    },
    all: () => [...rows.values()],
  };
};

/** The row after the change. */
export const valueAfter = ({ change }: Pending): JsonObject | undefined =>
  change.kind === 'put' ? change.value : undefined;
