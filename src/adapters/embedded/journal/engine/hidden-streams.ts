import { isOfSystem, streamOf } from '../record';

const isHiddenStream = (stream: string): boolean =>
  stream === '$epoch-information' ||
  (stream.startsWith('$persistentsubscription-$all::') &&
    (stream.endsWith('-checkpoint') || stream.endsWith('-parked')));

/** What EventStoreDB keeps out of `$all`: what it writes because somebody reads `$all`, or nobody could come to its end. */
export const isHidden = (record: Buffer): boolean => isOfSystem(record) && isHiddenStream(streamOf(record));
