import { isMetastream, metastreamOf, originalOf } from './metastream';
import { bodyOf, isJson } from './record';
import { type StreamMetadata, metadataOfMetastream, noMetadata, parseStreamMetadata } from './stream-metadata';

/** The metadata of streams as the writer sees it, in the middle of a transaction too. */
export type MetadataInForce = {
  /** Whether any stream may have metadata. */
  readonly anywhere: () => boolean;
  readonly of: (stream: string) => StreamMetadata;
  /** Whether the stream has a metadata stream with anything in it. */
  readonly isThere: (stream: string) => boolean;
  /** The text that is in force, whatever it is. */
  readonly textOf: (stream: string) => string | undefined;
  /** To be told of everything that is written, so that what was remembered of it is asked for anew. */
  readonly changed: (stream: string) => void;
  readonly clear: () => void;
};

const LIMIT = 20_000;

const textIn = (record: Buffer): string => {
  const { data, metadata } = bodyOf(record);
  return record.toString('utf8', data, metadata);
};

/** What a metadata stream's last event says. Only what is marked as JSON counts. */
export const metadataIn = (record: Buffer | undefined): StreamMetadata =>
  record === undefined || !isJson(record) ? noMetadata : parseStreamMetadata(textIn(record));

/**
 * `lastRecord` gives the last record of a stream. As long as no stream of the journal has metadata (`any`), which is the
 * rule, nothing is looked up.
 */
export const createMetadataInForce = (
  lastRecord: (stream: string) => Buffer | undefined,
  any: boolean,
): MetadataInForce => {
  const known = new Map<string, StreamMetadata>();
  let anywhere = any;
  const load = (stream: string): StreamMetadata => {
    const metadata = metadataIn(lastRecord(metastreamOf(stream)));
    known.set(stream, metadata);
    const oldest = known.keys().next();
    if (known.size > LIMIT && oldest.done !== true) known.delete(oldest.value);
    return metadata;
  };
  const last = (stream: string): Buffer | undefined => (anywhere ? lastRecord(metastreamOf(stream)) : undefined);
  return {
    anywhere: () => anywhere,
    of: (stream) => {
      if (isMetastream(stream)) return metadataOfMetastream;
      return anywhere ? (known.get(stream) ?? load(stream)) : noMetadata;
    },
    isThere: (stream) => last(stream) !== undefined,
    textOf: (stream) => {
      const record = last(stream);
      return record === undefined ? undefined : textIn(record);
    },
    changed: (metastream) => {
      if (!isMetastream(metastream)) return;
      anywhere = true;
      known.delete(originalOf(metastream));
    },
    clear: () => {
      known.clear();
    },
  };
};
