import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { contentStream } from '../../domain/batch/names';
import type { ContentPart, SharedPart } from '../../domain/notification/content-part';
import type { Journal, JournalUnavailable } from '../../domain/ports/journal';
import { type KeyRingUnavailable, recipientKey } from '../../domain/ports/key-ring';
import type { Opened, Vault } from '../../domain/ports/vault';
import type { SealedPart } from '../../domain/shared/codecs';
import { createLruCache, type LruCache } from '../../domain/shared/lru-cache';
import { readHistory } from '../commands/read-history';

export type Sources = { readonly journal: Journal; readonly vault: Vault };
type Opening<A> = TE.TaskEither<KeyRingUnavailable | JournalUnavailable, A>;

/** Each is as long as one notification may be: some 30 KB at most. */
const REMEMBERED = 128;
/** A batch's key lives as long as the ledger: what it opened once it opens always. */
const rememberedBy = new WeakMap<Vault, LruCache<string, Opened>>();

const damaged: Opened = { status: 'damaged' };
const isShared = (part: ContentPart): part is SharedPart => 'shared' in part;
const streamOf = ({ shared: { batchId, key } }: SharedPart): string => contentStream(batchId, key);

/** It was stored before anything referred to it: what is not there, or is something else, is damaged. */
const readShared = ({ journal, vault }: Sources, stream: string): Opening<Opened> =>
  pipe(
    readHistory(journal, stream, { limit: 1 }),
    TE.chainW(([first]) => {
      if (first?.event.type !== 'ContentRendered') return TE.right([]);
      const { type, data } = first.event;
      return vault.open([{ stream, type, eventId: first.id, sealed: data.personal }]);
    }),
    TE.map(([opened = damaged]) => opened),
  );

const openShared = (sources: Sources, stream: string): Opening<Opened> => {
  const { vault } = sources;
  const remembered = rememberedBy.get(vault) ?? createLruCache<string, Opened>(REMEMBERED);
  rememberedBy.set(vault, remembered);
  const known = remembered.get(stream);
  if (known !== undefined) return TE.right(known);
  return pipe(
    readShared(sources, stream),
    TE.map((opened) => {
      if (opened.status === 'open') remembered.set(stream, opened);
      return opened;
    }),
  );
};

type Shared = { readonly contents: ReadonlyMap<string, Opened>; readonly gone: ReadonlySet<string> };

const openAllShared = (sources: Sources, parts: ReadonlyArray<SharedPart>): Opening<Shared> => {
  const streams = [...new Set(parts.map(streamOf))];
  const owners = [...new Set(parts.map(({ userId }) => recipientKey(userId)))];
  return pipe(
    TE.traverseSeqArray((stream: string) => openShared(sources, stream))(streams),
    TE.bindTo('opened'),
    TE.bindW('gone', () => sources.vault.gone(owners)),
    TE.map(({ opened, gone }) => ({
      contents: new Map(streams.map((stream, index) => [stream, opened[index] ?? damaged])),
      gone,
    })),
  );
};

/**
 * What recipients are shown, in the order given: one call to the key ring for all that was sealed for them alone, one to
 * learn who of the others was erased since: for them what they were shown with others is gone too. What is shared is read
 * and opened once, and remembered.
 */
export const openContents =
  (sources: Sources) =>
  (parts: ReadonlyArray<ContentPart>): Opening<ReadonlyArray<Opened>> => {
    const own: ReadonlyArray<SealedPart> = parts.flatMap((part) => (isShared(part) ? [] : [part]));
    const shared = parts.filter(isShared);
    if (shared.length === 0) return sources.vault.open(own);
    return pipe(
      TE.Do,
      TE.bindW('opened', () => (own.length === 0 ? TE.right([]) : sources.vault.open(own))),
      TE.bindW('shared', () => openAllShared(sources, shared)),
      TE.map(({ opened, shared: { contents, gone } }) => {
        let next = 0;
        return parts.map((part) => {
          if (!isShared(part)) return opened[next++] ?? damaged;
          return gone.has(recipientKey(part.userId)) ? { status: 'gone' } : (contents.get(streamOf(part)) ?? damaged);
        });
      }),
    );
  };
