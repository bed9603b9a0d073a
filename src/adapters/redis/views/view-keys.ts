/** Raised with each change of what stands in the keys; a view of another layout is not read, and is built anew. */
export const layout = '2';

/** Where a view stands among those of its name: it is the one that is read, or the one that is made beside it. */
export type Place = 'live' | 'beside';

/** What braces enclose decides the slot on a cluster: everything of a name is in one. */
const tagOf = (name: string): string => `ledger:{${name}}`;

/**
 * What there is of a name:
 * - a hash that says which generation is `live` and which one is `beside`;
 * - `gone`: generations that are neither any more, by when they are to be removed (0: at once).
 */
export const nameKeys = (name: string): readonly [standing: string, gone: string] => [
  tagOf(name),
  `${tagOf(name)}:gone`,
];

/**
 * What there is of a generation:
 * - the head, a hash: layout, version, checkpoint, and how many rows and places there are;
 * - `rows`, sorted by table and key, each with its places and its value;
 * - `places`, sorted by list, sort, key and table: where each row stands in each list;
 * - `leases` of the snapshots that are being read, by when they end;
 * - `images`: of each snapshot, the rows that were changed since, as they stood before.
 */
export const generationKeys = (
  name: string,
  generation: string,
): readonly [head: string, rows: string, places: string, leases: string, images: string] => {
  const head = `${tagOf(name)}:${generation}`;
  return [head, `${head}:rows`, `${head}:places`, `${head}:leases`, `${head}:images`];
};
