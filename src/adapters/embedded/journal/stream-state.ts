import { metadataIn } from './metadata-in-force';
import { isMetastream, metastreamOf, originalOf } from './metastream';
import { isTombstone, revisionOf } from './record';
import type { Source } from './source';
import { type StreamMetadata, firstVisible, metadataOfMetastream, noMetadata } from './stream-metadata';

/** What must be known of a stream before it is read. */
export type StreamState = {
  /** Its last revision, -1 where it has none. */
  readonly current: number;
  /** Nothing of it is ever to be read again; with a stream its metadata are gone. */
  readonly tombstoned: boolean;
  readonly metadata: StreamMetadata;
};

/** What of a stream can be seen: from a revision on, and created at a time or after it, in ms since 1970. */
export type Visible = { readonly first: number; readonly since: number; readonly tombstone: boolean };

export const everything: Visible = { first: 0, since: -Infinity, tombstone: true };
const allEvents: Visible = { ...everything, tombstone: false };

export const visibleOf = ({ current, metadata }: StreamState, now: number): Visible => ({
  first: firstVisible(metadata, current),
  since: now - (metadata.maxAgeMillis ?? Infinity),
  tombstone: false,
});

/** No stream gets that far. */
export const LATEST = Number.MAX_SAFE_INTEGER;

/** As it is at one moment. Throws a JournalError. */
export const stateOf = ({ reader, tail }: Source, stream: string): StreamState => {
  const lastOf = (name: string): Buffer | undefined => reader.streamBackFrom(name, LATEST, 1).records[0];
  const isClosed = (last: Buffer | undefined): boolean => last !== undefined && isTombstone(last);
  if (tail.plain()) {
    const last = lastOf(stream);
    return { current: last === undefined ? -1 : revisionOf(last), tombstoned: isClosed(last), metadata: noMetadata };
  }
  return reader.atOnce(() => {
    const last = lastOf(stream);
    const current = last === undefined ? -1 : revisionOf(last);
    if (isMetastream(stream)) {
      const tombstoned = isClosed(last) || isClosed(lastOf(originalOf(stream)));
      return { current, tombstoned, metadata: metadataOfMetastream };
    }
    return { current, tombstoned: isClosed(last), metadata: metadataIn(lastOf(metastreamOf(stream))) };
  });
};

/** The same without a look at the stream where no stream hides anything, which is the rule; undefined of a tombstoned one. */
export const visibleNow = (source: Source, stream: string, now: number): Visible | undefined => {
  if (source.tail.plain()) return allEvents;
  const state = stateOf(source, stream);
  return state.tombstoned ? undefined : visibleOf(state, now);
};
