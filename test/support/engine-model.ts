import type { ExpectedRevision } from '../../src/domain/ports/journal';
import { LAST_REVISION } from './engine-events';

/** Members of metadata in their order, each value as its text: what rewriting must leave as it is. */
export type ModelMetadata = ReadonlyArray<readonly [name: string, raw: string]>;

export type ModelRecord = {
  readonly stream: string;
  readonly revision: bigint;
  readonly type: string;
  readonly text: string;
};

/** `at` is the record's place in the history of the model; none where it can't be seen any more, or (`empty`) there is none. */
export type ModelAnswer =
  | {
      readonly kind: 'written';
      readonly revision: bigint | 'no-stream';
      readonly at: number | undefined;
      readonly empty?: boolean;
    }
  | { readonly kind: 'conflict'; readonly actual: bigint | 'no-stream' }
  | { readonly kind: 'deleted' };

export type ModelRead = 'deleted' | 'not-found' | ReadonlyArray<bigint>;

type ModelStream = { readonly ids: Array<string>; readonly places: Array<number>; tombstoned: boolean };

export type EngineModel = {
  readonly history: ReadonlyArray<ModelRecord>;
  readonly append: (stream: string, expected: ExpectedRevision, ids: ReadonlyArray<string>) => ModelAnswer;
  readonly writeMetadata: (stream: string, id: string, metadata: ModelMetadata) => ModelAnswer;
  readonly softDelete: (stream: string, expected: ExpectedRevision) => ModelAnswer;
  readonly tombstone: (stream: string, expected: ExpectedRevision) => ModelAnswer;
  readonly visible: (stream: string) => ModelRead;
};

export const metadataText = (metadata: ModelMetadata): string =>
  `{${metadata.map(([name, raw]) => `${JSON.stringify(name)}:${raw}`).join(',')}}`;

const valueOf = (metadata: ModelMetadata, name: string): bigint | undefined => {
  const raw = metadata.find(([known]) => known === name)?.[1];
  return raw === undefined ? undefined : BigInt(raw);
};

const withTruncateBefore = (metadata: ModelMetadata, revision: number): ModelMetadata =>
  valueOf(metadata, '$tb') === undefined
    ? [...metadata, ['$tb', String(revision)]]
    : metadata.map(([name, raw]) => [name, name === '$tb' ? String(revision) : raw]);

const deleted: ModelAnswer = { kind: 'deleted' };
const revisionOf = (length: number) => (length === 0 ? 'no-stream' : BigInt(length - 1));

/** The rules of EventStoreDB in the plainest words: streams are lists of ids, metadata is what was written last. */
export const createEngineModel = (): EngineModel => {
  const history: Array<ModelRecord> = [];
  const streams = new Map<string, ModelStream>();
  const metadataOf = new Map<string, ModelMetadata>();

  const streamOf = (name: string): ModelStream => {
    const stream = streams.get(name) ?? { ids: [], places: [], tombstoned: false };
    streams.set(name, stream);
    return stream;
  };
  const isSoftDeleted = (name: string): boolean => valueOf(metadataOf.get(name) ?? [], '$tb') === LAST_REVISION;
  const isTombstoned = (name: string): boolean =>
    streamOf(name).tombstoned || (name.startsWith('$$') && streamOf(name.slice(2)).tombstoned);
  const conflict = (name: string): ModelAnswer => ({ kind: 'conflict', actual: revisionOf(streamOf(name).ids.length) });
  const push = (name: string, id: string, type: string, text: string): void => {
    const stream = streamOf(name);
    stream.places.push(history.length);
    history.push({ stream: name, revision: BigInt(stream.ids.length), type, text });
    stream.ids.push(id);
  };
  const pushMetadata = (name: string, id: string, metadata: ModelMetadata): void => {
    push(`$$${name}`, id, '$metadata', metadataText(metadata));
    metadataOf.set(name, metadata);
  };
  const firstVisible = (name: string): bigint => {
    const metadata = name.startsWith('$$') ? [['$maxCount', '1'] as const] : (metadataOf.get(name) ?? []);
    const length = BigInt(streamOf(name).ids.length);
    const byCount = valueOf(metadata, '$maxCount');
    const bounds = [0n, valueOf(metadata, '$tb') ?? 0n, byCount === undefined ? 0n : length - byCount];
    return bounds.reduce((most, bound) => (bound > most ? bound : most));
  };

  const repeat = (name: string, index: number): ModelAnswer => {
    const at = BigInt(index) < firstVisible(name) ? undefined : streamOf(name).places[index];
    return { kind: 'written', revision: BigInt(index), at };
  };
  const anywhere = (name: string, ids: ReadonlyArray<string>): ModelAnswer | undefined => {
    const { ids: present } = streamOf(name);
    if (!present.includes(ids[0] ?? '')) return undefined;
    if (!ids.every((id) => present.includes(id))) return conflict(name);
    return repeat(name, present.lastIndexOf(ids.at(-1) ?? ''));
  };
  const after = (name: string, expected: bigint, ids: ReadonlyArray<string>): ModelAnswer | undefined => {
    const { ids: present } = streamOf(name);
    const from = Number(expected) + 1;
    if (from === present.length) return undefined;
    if (from > present.length || ids.length === 0) return conflict(name);
    if (ids.every((id, index) => present[from + index] === id)) return repeat(name, from + ids.length - 1);
    return from === 0 && present[0] !== ids[0] && isSoftDeleted(name) ? undefined : conflict(name);
  };
  const exists = (name: string): boolean => streamOf(name).ids.length > 0 || streamOf(`$$${name}`).ids.length > 0;
  /** What stands against writing `ids`, or where they stand already. */
  const objection = (name: string, expected: ExpectedRevision, ids: ReadonlyArray<string>): ModelAnswer | undefined => {
    if (isTombstoned(name)) return deleted;
    if (expected === 'any') return anywhere(name, ids);
    if (expected === 'no-stream') return after(name, -1n, ids);
    if (typeof expected === 'bigint') return after(name, expected, ids);
    if (isSoftDeleted(name)) return deleted;
    return exists(name) ? anywhere(name, ids) : conflict(name);
  };

  /** Shows the stream again from a revision on, and all else that its metadata says as it was. */
  const beginAnew = (name: string, from: number): void => {
    pushMetadata(name, 'the system', withTruncateBefore(metadataOf.get(name) ?? [], from));
  };

  return {
    history,
    append: (name, expected, ids) => {
      const answer = objection(name, expected, ids);
      if (answer !== undefined) return answer;
      const anew = isSoftDeleted(name) ? streamOf(name).ids.length : undefined;
      for (const id of ids) push(name, id, 'Noted', id);
      const at = ids.length === 0 ? undefined : history.length - 1;
      const revision = revisionOf(streamOf(name).ids.length);
      if (anew !== undefined) beginAnew(name, anew);
      return { kind: 'written', revision, at, empty: ids.length === 0 };
    },
    writeMetadata: (name, id, metadata) => {
      const metastream = `$$${name}`;
      const answer = objection(metastream, 'any', [id]);
      if (answer !== undefined) return answer;
      const anew = isSoftDeleted(name);
      pushMetadata(name, id, metadata);
      const at = history.length - 1;
      const revision = revisionOf(streamOf(metastream).ids.length);
      if (anew) beginAnew(name, streamOf(name).ids.length);
      return { kind: 'written', revision, at };
    },
    softDelete: (name, expected) => {
      const answer = objection(name, expected, ['a new one']);
      if (answer !== undefined) return answer;
      if (!exists(name)) return conflict(name);
      pushMetadata(name, 'the system', [['$tb', String(LAST_REVISION)]]);
      return { kind: 'written', revision: 'no-stream', at: history.length - 1 };
    },
    tombstone: (name, expected) => {
      const answer = objection(name, expected, ['a new one']);
      if (answer !== undefined) return answer;
      push(name, 'the system', '$streamDeleted', '');
      history.push({ ...(history.pop() as ModelRecord), revision: LAST_REVISION });
      streamOf(name).tombstoned = true;
      return { kind: 'written', revision: 'no-stream', at: history.length - 1 };
    },
    visible: (name) => {
      const { ids } = streamOf(name);
      if (isTombstoned(name)) return 'deleted';
      if (ids.length === 0 || (!name.startsWith('$$') && isSoftDeleted(name))) return 'not-found';
      return ids.map((_, index) => BigInt(index)).filter((revision) => revision >= firstVisible(name));
    },
  };
};
