import type { UUID } from '@eventstore/db-client/generated/shared_pb';
import { status } from '@grpc/grpc-js';
import * as E from 'fp-ts/Either';
import type { EngineEvent } from '../../domain/ports/journal-engine';
import { type CallFailure, invalidArgument } from './call-failure';
import { uuidOf } from './uuid';

/** An event as both ways of appending carry it. */
export type ProposedMessage = {
  readonly getId: () => UUID | undefined;
  readonly getMetadataMap: () => { readonly get: (key: string) => string | undefined };
  readonly getCustomMetadata_asU8: () => Uint8Array;
  readonly getData_asU8: () => Uint8Array;
};

const JSON_CONTENT = 'application/json';
const MAX_TYPE_BYTES = 8 * 1024;
/** What a record needs beside what its writer gave it. */
const OVERHEAD_BYTES = 64;

const missingProperty: CallFailure = {
  status: status.INVALID_ARGUMENT,
  message: 'Required Metadata Property type or content-type is missing.',
  exception: 'missing-required-metadata-property',
  trailers: { 'required-metadata-properties': 'type,content-type' },
};

/** The bytes are a view of the request's own. */
export const toEngineEvent = (message: ProposedMessage): E.Either<CallFailure, EngineEvent> => {
  const metadata = message.getMetadataMap();
  const type = metadata.get('type');
  const contentType = metadata.get('content-type');
  if (type === undefined || contentType === undefined) return E.left(missingProperty);
  const id = uuidOf(message.getId());
  if (id === undefined) return E.left(invalidArgument('An event needs a UUID.'));
  if (type === '' || Buffer.byteLength(type) > MAX_TYPE_BYTES)
    return E.left(invalidArgument('The type of an event is empty, or too long.'));
  return E.right({
    id,
    type: type.toWellFormed(),
    json: contentType === JSON_CONTENT,
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  });
};

/** Everything an event takes of a record of the log. */
export const bytesOfEvent = ({ type, data, metadata }: EngineEvent): number =>
  data.length + metadata.length + Buffer.byteLength(type) + OVERHEAD_BYTES;

export const appendTooLarge = (bytes: number): CallFailure => ({
  status: status.INVALID_ARGUMENT,
  message: `Maximum Append Size of ${bytes} Exceeded.`,
  exception: 'maximum-append-size-exceeded',
  trailers: { 'maximum-append-size': String(bytes) },
});
