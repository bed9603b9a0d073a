import { beginAnew, begunAnewBy } from './begin-anew';
import { type Decision, type StreamFacts, decideAppend } from './decide-append';
import type { RequestInGroup } from './group';
import { isMetastream, metastreamOf, originalOf } from './metastream';
import type { Outcome } from './outcomes';
import { createdOf, idKeyOf } from './record';
import { firstVisible } from './stream-metadata';
import { type Cursor, writeRecords } from './write-records';
import type { WriterStore } from './writer-store';

/** Nowhere in the journal. */
const NOWHERE = -1;

const factsOf = (store: WriterStore, stream: string): StreamFacts => {
  const known = store.heads.of(stream);
  return {
    current: known?.current ?? -1,
    tombstoned:
      known?.tombstoned === true || (isMetastream(stream) && store.heads.of(originalOf(stream))?.tombstoned === true),
    softDeleted: () => store.metadata.of(stream).softDeleted,
    hasMetadata: () => store.metadata.isThere(stream),
    idAt: (revision) => (known === undefined ? undefined : store.idAt(known.number, revision)),
    revisionOf: (id) => (known === undefined ? undefined : store.ids.revisionOf(known.number, id)),
  };
};

const refusal = ({ kind }: Decision, { current }: StreamFacts): Outcome | undefined =>
  kind === 'conflict' || kind === 'stream-deleted' ? { kind, revision: current, position: NOWHERE } : undefined;

/** Where a repeat's last event stands, as far as the metadata of its stream lets it be seen at `now`. */
const placeOfRepeat = (store: WriterStore, stream: string, revision: number, now: number): number => {
  const head = store.heads.of(stream);
  const metadata = store.metadata.of(stream);
  if (head === undefined || revision < firstVisible(metadata, head.current)) return NOWHERE;
  const { maxAgeMillis } = metadata;
  if (maxAgeMillis !== undefined && (store.createdAt(head.number, revision) ?? 0) < now - maxAgeMillis) return NOWHERE;
  return store.positionAt(head.number, revision) ?? NOWHERE;
};

const append = (store: WriterStore, cursor: Cursor, { stream, expected, records }: RequestInGroup): Outcome => {
  const facts = factsOf(store, stream);
  const decision = decideAppend(expected, records.map(idKeyOf), facts);
  const refused = refusal(decision, facts);
  if (refused !== undefined) return refused;
  const created = records[0] === undefined ? 0 : createdOf(records[0]);
  if (decision.kind === 'repeat') {
    const position = placeOfRepeat(store, stream, decision.revision, created);
    return { kind: 'repeated', revision: decision.revision, position };
  }
  const anew = begunAnewBy(store, stream);
  const revision = records.length === 0 ? facts.current : writeRecords(store, cursor, stream, records);
  const { position } = cursor;
  if (anew !== undefined) beginAnew(store, cursor, anew, created);
  return { kind: 'appended', revision, position };
};

/** A deletion is never a repeat of another, whatever stands in the stream. */
const decideDeletion = (expected: number, facts: StreamFacts): Decision =>
  decideAppend(expected, ['a new one'], { ...facts, idAt: () => undefined, revisionOf: () => undefined });

/** The record is the metadata event that hides the stream; there must be something to hide, if only other metadata. */
const softDelete = (store: WriterStore, cursor: Cursor, { stream, expected, records }: RequestInGroup): Outcome => {
  const facts = factsOf(store, stream);
  const decision = decideDeletion(expected, facts);
  const refused = refusal(decision, facts);
  if (refused !== undefined) return refused;
  if (facts.current < 0 && !facts.hasMetadata())
    return { kind: 'conflict', revision: facts.current, position: NOWHERE };
  const revision = writeRecords(store, cursor, metastreamOf(stream), records);
  return { kind: 'appended', revision, position: cursor.position };
};

const tombstone = (store: WriterStore, cursor: Cursor, { stream, expected, records }: RequestInGroup): Outcome => {
  const facts = factsOf(store, stream);
  const refused = refusal(decideDeletion(expected, facts), facts);
  if (refused !== undefined) return refused;
  const revision = writeRecords(store, cursor, stream, records);
  return { kind: 'appended', revision, position: cursor.position };
};

const ways = { append, delete: softDelete, tombstone } as const;

/** Decides a request and writes what it asks for, with what follows from it. */
export const carryOut = (store: WriterStore, cursor: Cursor, request: RequestInGroup): Outcome =>
  ways[request.kind](store, cursor, request);
