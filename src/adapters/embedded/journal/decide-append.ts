/** The expectations as EventStoreDB numbers them; 0 and above are revisions. */
export const NO_STREAM = -1;
export const ANY = -2;
export const STREAM_EXISTS = -4;

/** What a decision needs to know of the stream. `current` is its last revision, -1 where it has none. */
export type StreamFacts = {
  readonly current: number;
  readonly tombstoned: boolean;
  /** Whether it may begin anew, as its metadata say. */
  readonly softDeleted: () => boolean;
  /** A stream with nothing but metadata exists too. */
  readonly hasMetadata: () => boolean;
  readonly idAt: (revision: number) => string | undefined;
  /** The latest revision of an event with that id, as far back as such ids are kept. */
  readonly revisionOf: (id: string) => number | undefined;
};

export type Decision =
  | { readonly kind: 'append' }
  | { readonly kind: 'repeat'; readonly revision: number }
  | { readonly kind: 'conflict' }
  | { readonly kind: 'stream-deleted' };

const append: Decision = { kind: 'append' };
const conflict: Decision = { kind: 'conflict' };
const deleted: Decision = { kind: 'stream-deleted' };

const decideUnpinned = (ids: ReadonlyArray<string>, { revisionOf }: StreamFacts): Decision => {
  const known = ids.map(revisionOf);
  if (known[0] === undefined) return append;
  const last = known.at(-1);
  return last === undefined || known.includes(undefined) ? conflict : { kind: 'repeat', revision: last };
};

/** Below the head, where the events either stand already or do not belong. */
const decideBehind = (expected: number, ids: ReadonlyArray<string>, { idAt, softDeleted }: StreamFacts): Decision => {
  if (ids.length === 0) return conflict;
  const other = ids.findIndex((id, index) => idAt(expected + 1 + index) !== id);
  if (other < 0) return { kind: 'repeat', revision: expected + ids.length };
  return other === 0 && expected === NO_STREAM && softDeleted() ? append : conflict;
};

/** What is wrong with expecting that the stream exists. */
const decideAbsent = ({ current, softDeleted, hasMetadata }: StreamFacts): Decision | undefined => {
  if (softDeleted()) return deleted;
  return current < 0 && !hasMetadata() ? conflict : undefined;
};

/**
 * EventStoreDB's rules for an append: a repeat is recognized by its ids, where they would have been written (exact and
 * permanent), or anywhere among the latest where any place would do.
 */
export const decideAppend = (expected: number, ids: ReadonlyArray<string>, facts: StreamFacts): Decision => {
  if (facts.tombstoned) return deleted;
  if (expected === ANY) return decideUnpinned(ids, facts);
  if (expected === STREAM_EXISTS) return decideAbsent(facts) ?? decideUnpinned(ids, facts);
  if (expected === facts.current) return append;
  return expected > facts.current ? conflict : decideBehind(expected, ids, facts);
};
