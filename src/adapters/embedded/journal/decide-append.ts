/** The expectations as EventStoreDB numbers them; 0 and above are revisions. */
export const NO_STREAM = -1;
export const ANY = -2;
export const STREAM_EXISTS = -4;

/** What a decision needs to know of the stream. `current` is its last revision, -1 where it has none. */
export type StreamFacts = {
  readonly current: number;
  readonly idAt: (revision: number) => string | undefined;
  /** The latest revision of an event with that id, as far back as such ids are kept. */
  readonly revisionOf: (id: string) => number | undefined;
};

export type Decision =
  { readonly kind: 'append' } | { readonly kind: 'repeat'; readonly revision: number } | { readonly kind: 'conflict' };

const append: Decision = { kind: 'append' };
const conflict: Decision = { kind: 'conflict' };

const decideUnpinned = (ids: ReadonlyArray<string>, { revisionOf }: StreamFacts): Decision => {
  const known = ids.map(revisionOf);
  if (known[0] === undefined) return append;
  const last = known.at(-1);
  return last === undefined || known.includes(undefined) ? conflict : { kind: 'repeat', revision: last };
};

/**
 * EventStoreDB's rules for an append to a stream that is not deleted: a repeat is recognized by its ids, where they would
 * have been written (exact and permanent), or anywhere among the latest where any place would do.
 */
export const decideAppend = (expected: number, ids: ReadonlyArray<string>, facts: StreamFacts): Decision => {
  if (expected === STREAM_EXISTS && facts.current < 0) return conflict;
  if (expected === ANY || expected === STREAM_EXISTS) return decideUnpinned(ids, facts);
  if (expected === facts.current) return append;
  if (expected > facts.current || ids.length === 0) return conflict;
  const repeated = ids.every((id, index) => facts.idAt(expected + 1 + index) === id);
  return repeated ? { kind: 'repeat', revision: expected + ids.length } : conflict;
};
