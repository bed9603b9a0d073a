import { isUtf8 } from 'node:buffer';
import { StreamIdentifier } from '@eventstore/db-client/generated/shared_pb';

/** Three bytes in a trailer for one that has to be encoded there, and a header block takes 64 KiB. */
const MAX_BYTES = 8 * 1024;

/** The name in a request; undefined where there is none, or none that can be stored. */
export const streamNameOf = (identifier: StreamIdentifier | undefined): string | undefined => {
  const bytes = identifier?.getStreamName_asU8() ?? new Uint8Array();
  return bytes.length === 0 || bytes.length > MAX_BYTES || !isUtf8(bytes) ? undefined : Buffer.from(bytes).toString();
};

export const toIdentifier = (stream: string): StreamIdentifier =>
  new StreamIdentifier().setStreamName(Buffer.from(stream));
