import type { AppendFailure, ExpectedRevision } from '../../src/domain/ports/journal';

/** The append decision in the plainest words, to hold an adapter against: a stream is the list of its ids. */
export type ModelStream = ReadonlyArray<string>;

export type ModelAnswer =
  | { readonly kind: 'written'; readonly stream: ModelStream; readonly revision: bigint }
  | { readonly kind: 'repeat'; readonly revision: bigint }
  | { readonly kind: 'refused'; readonly actual: Extract<AppendFailure, { _tag: 'Conflict' }>['actual'] };

const refused = (stream: ModelStream): ModelAnswer => ({
  kind: 'refused',
  actual: stream.length === 0 ? 'no-stream' : BigInt(stream.length - 1),
});

const written = (stream: ModelStream, ids: ModelStream): ModelAnswer => {
  const grown = [...stream, ...ids];
  return { kind: 'written', stream: grown, revision: BigInt(grown.length - 1) };
};

const anywhere = (stream: ModelStream, ids: ModelStream): ModelAnswer => {
  const [first] = ids;
  const last = ids.at(-1);
  if (first === undefined || last === undefined || !stream.includes(first)) return written(stream, ids);
  if (!ids.every((id) => stream.includes(id))) return refused(stream);
  return { kind: 'repeat', revision: BigInt(stream.lastIndexOf(last)) };
};

export const modelAppend = (stream: ModelStream, expected: ExpectedRevision, ids: ModelStream): ModelAnswer => {
  if (expected === 'any') return anywhere(stream, ids);
  if (expected === 'stream-exists') return stream.length === 0 ? refused(stream) : anywhere(stream, ids);
  const at = expected === 'no-stream' ? 0 : Number(expected) + 1;
  if (at === stream.length) return written(stream, ids);
  const there = ids.length > 0 && ids.every((id, index) => stream[at + index] === id);
  return there ? { kind: 'repeat', revision: BigInt(at + ids.length - 1) } : refused(stream);
};
