/** A stream's metadata are the events of another one, which is named after it. The last one is in force as a whole. */
const PREFIX = '$$';

export const metastreamOf = (stream: string): string => `${PREFIX}${stream}`;
export const isMetastream = (stream: string): boolean => stream.startsWith(PREFIX);
/** Whose metadata a metadata stream holds. */
export const originalOf = (metastream: string): string => metastream.slice(PREFIX.length);

/** Bounds of all names of metadata streams, in the order of their bytes: at or after the first, before the second. */
export const metastreams = [PREFIX, '$%'] as const;

export const METADATA_TYPE = '$metadata';
