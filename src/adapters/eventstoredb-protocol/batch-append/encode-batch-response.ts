import { Any } from 'google-protobuf/google/protobuf/any_pb';
import { Status } from '@eventstore/db-client/generated/status_pb';
import type { EngineAppended } from '../../../domain/ports/journal-engine';
import { halvesOf, type UuidForm } from '../uuid';
import { createWireWriter, type WireWriter } from '../wire-writer';
import type { BatchFailure } from './batch-failure';

/** Whom an answer is for. The client takes the stream's name from it, so it stands in failures as well. */
export type Addressee = {
  readonly correlationId: string;
  readonly form: UuidForm;
  readonly stream: string | undefined;
};

const writer = createWireWriter();
const nothing = new Uint8Array();

const writeCorrelationId = (to: WireWriter, { correlationId, form }: Addressee): void => {
  const end = to.end();
  if (form === 'string') to.text(2, correlationId);
  else {
    const [most, least] = halvesOf(correlationId);
    const structured = to.end();
    if (least !== 0n) to.varint(2, least);
    if (most !== 0n) to.varint(1, most);
    to.open(1, structured);
  }
  to.open(1, end);
};

const writePosition = (to: WireWriter, position: bigint): void => {
  const end = to.end();
  if (position !== 0n) {
    to.varint(2, position);
    to.varint(1, position);
  }
  to.open(3, end);
};

const addressed = (addressee: Addressee, writeResult: (to: WireWriter) => void): Buffer => {
  writer.begin();
  if (addressee.stream !== undefined) {
    const end = writer.end();
    writer.text(3, addressee.stream);
    writer.open(4, end);
  }
  writeResult(writer);
  writeCorrelationId(writer, addressee);
  return writer.finish();
};

/** `BatchAppendResp` of an append that was made, byte for byte as the generated classes write it. */
export const encodeAppended = (addressee: Addressee, { revision, position }: EngineAppended): Buffer =>
  addressed(addressee, (to) => {
    const end = to.end();
    if (position === undefined) to.bytes(4, nothing);
    else writePosition(to, position);
    if (revision === 'no-stream') to.bytes(2, nothing);
    else to.varint(1, revision);
    to.open(3, end);
  });

/** … and of one that was not. */
export const encodeBatchFailure = (addressee: Addressee, { code, message, type, details }: BatchFailure): Buffer => {
  const any = new Any();
  any.pack(details.serializeBinary(), type);
  const failed = new Status().setCode(code).setMessage(message).setDetails(any);
  return addressed(addressee, (to) => to.bytes(2, failed.serializeBinary()));
};
