import type { NewEvent } from '../../../domain/shared/stored-event';
import { CONTENT_JSON, ID_BYTES, RECORD_FORMAT, at, writeU64 } from './record';

/** The events of one append as records that still lack their place and checksum, one after the other. */
export type EncodedAppend = {
  readonly records: Buffer;
  readonly lengths: ReadonlyArray<number>;
  /** UTF-8 bytes of all `data`, which the limit for one append counts. */
  readonly dataBytes: number;
};

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const LONGEST_NAME = 0xffff;

const defectIn = (stream: string, { id, type }: NewEvent): string | undefined => {
  if (!uuid.test(id)) return `an event's id is not a lower-case UUID`;
  if (type === '' || Buffer.byteLength(type) > LONGEST_NAME) return `an event's type is empty or too long`;
  if (stream === '' || Buffer.byteLength(stream) > LONGEST_NAME) return `a stream's name is empty or too long`;
  // A lone surrogate has no UTF-8: two such names would become one.
  return stream.isWellFormed() ? undefined : `a stream's name is not well-formed Unicode`;
};

const texts = (stream: string, event: NewEvent) => {
  const data = JSON.stringify(event.data);
  const metadata = JSON.stringify(event.metadata);
  const dataLength = Buffer.byteLength(data);
  const metadataLength = Buffer.byteLength(metadata);
  const length = at.body + Buffer.byteLength(stream) + Buffer.byteLength(event.type) + dataLength + metadataLength;
  return { event, data, metadata, dataLength, metadataLength, length };
};

const writeRecord = (into: Buffer, stream: string, created: number, parts: ReturnType<typeof texts>): void => {
  const { event, data, metadata, dataLength, metadataLength } = parts;
  into[at.format] = RECORD_FORMAT;
  into[at.content] = CONTENT_JSON;
  into.writeUInt32LE(dataLength, at.dataLength);
  into.writeUInt32LE(metadataLength, at.metadataLength);
  writeU64(into, created, at.created);
  into.write(event.id.replaceAll('-', ''), at.id, ID_BYTES, 'hex');
  const streamLength = into.write(stream, at.body);
  const typeLength = into.write(event.type, at.body + streamLength);
  into.writeUInt16LE(streamLength, at.streamLength);
  into.writeUInt16LE(typeLength, at.typeLength);
  const dataStart = at.body + streamLength + typeLength;
  into.write(data, dataStart);
  into.write(metadata, dataStart + dataLength);
};

/** Throws a TypeError for an id, type or stream that no caller may pass. `created` is in ms since 1970. */
export const encodeAppend = (stream: string, events: ReadonlyArray<NewEvent>, created: number): EncodedAppend => {
  const parts = events.map((event) => {
    const defect = defectIn(stream, event);
    if (defect !== undefined) throw new TypeError(defect);
    return texts(stream, event);
  });
  const lengths = parts.map(({ length }) => length);
  const records = Buffer.allocUnsafe(lengths.reduce((sum, length) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    writeRecord(records.subarray(offset, offset + part.length), stream, created, part);
    offset += part.length;
  }
  return { records, lengths, dataBytes: parts.reduce((sum, { dataLength }) => sum + dataLength, 0) };
};
