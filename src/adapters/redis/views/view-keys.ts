import type { ViewId } from '../../../domain/shared/view';

/** Raised with each change of what stands in the keys; a view of another layout is not read, and is built anew. */
export const layout = '1';

/**
 * The keys of a view, as every script takes them. What braces enclose decides the slot on a cluster, so they are all in one:
 * - the head, a hash: layout, generation, checkpoint, and how many rows and places there are;
 * - `rows`, sorted by table and key, each with its places and its value;
 * - `places`, sorted by list, sort, key and table: where each row stands in each list;
 * - `leases` of the snapshots that are being read, by when they end;
 * - `images`: of each snapshot, the rows that were changed since, as they stood before.
 */
export const viewKeys = ({ name, version }: ViewId): ReadonlyArray<string> => {
  const head = `ledger:{${name}.${String(version)}}`;
  return [head, `${head}:rows`, `${head}:places`, `${head}:leases`, `${head}:images`];
};
