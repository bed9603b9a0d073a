import { ID_BYTES, RECORD_FORMAT, at, writeU64 } from './record';

/** The events of one append as records that still lack their place and checksum, one after the other. */
export type EncodedAppend = {
  readonly records: Buffer;
  readonly lengths: ReadonlyArray<number>;
  /** Bytes of all `data`, which the limit for one append counts. */
  readonly dataBytes: number;
};

/** An event as it goes into its record: texts are written as UTF-8, bytes as they are. */
export type RecordParts = {
  readonly id: string;
  readonly type: string;
  readonly content: number;
  readonly data: string | Uint8Array;
  readonly metadata: string | Uint8Array;
};

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const LONGEST_NAME = 0xffff;

const defectIn = (stream: string, { id, type }: RecordParts): string | undefined => {
  if (!uuid.test(id)) return `an event's id is not a lower-case UUID`;
  if (type === '' || Buffer.byteLength(type) > LONGEST_NAME) return `an event's type is empty or too long`;
  if (stream === '' || Buffer.byteLength(stream) > LONGEST_NAME) return `a stream's name is empty or too long`;
  // A lone surrogate has no UTF-8: two such names would become one.
  return stream.isWellFormed() ? undefined : `a stream's name is not well-formed Unicode`;
};

const sizeOf = (part: string | Uint8Array): number =>
  typeof part === 'string' ? Buffer.byteLength(part) : part.length;

const measured = (stream: string, parts: RecordParts) => {
  const dataLength = sizeOf(parts.data);
  const metadataLength = sizeOf(parts.metadata);
  const length = at.body + Buffer.byteLength(stream) + Buffer.byteLength(parts.type) + dataLength + metadataLength;
  return { parts, dataLength, metadataLength, length };
};

const put = (into: Buffer, part: string | Uint8Array, offset: number): void => {
  if (typeof part === 'string') into.write(part, offset);
  else into.set(part, offset);
};

const writeRecord = (into: Buffer, stream: string, created: number, event: ReturnType<typeof measured>): void => {
  const { parts, dataLength, metadataLength } = event;
  into[at.format] = RECORD_FORMAT;
  into[at.content] = parts.content;
  into.writeUInt32LE(dataLength, at.dataLength);
  into.writeUInt32LE(metadataLength, at.metadataLength);
  writeU64(into, created, at.created);
  into.write(parts.id.replaceAll('-', ''), at.id, ID_BYTES, 'hex');
  const streamLength = into.write(stream, at.body);
  const typeLength = into.write(parts.type, at.body + streamLength);
  into.writeUInt16LE(streamLength, at.streamLength);
  into.writeUInt16LE(typeLength, at.typeLength);
  const dataStart = at.body + streamLength + typeLength;
  put(into, parts.data, dataStart);
  put(into, parts.metadata, dataStart + dataLength);
};

/** Throws a TypeError for an id, type or stream that no caller may pass. `created` is in ms since 1970. */
export const encodeRecords = (stream: string, events: ReadonlyArray<RecordParts>, created: number): EncodedAppend => {
  const all = events.map((parts) => {
    const defect = defectIn(stream, parts);
    if (defect !== undefined) throw new TypeError(defect);
    return measured(stream, parts);
  });
  const lengths = all.map(({ length }) => length);
  const records = Buffer.allocUnsafe(lengths.reduce((sum, length) => sum + length, 0));
  let offset = 0;
  for (const event of all) {
    writeRecord(records.subarray(offset, offset + event.length), stream, created, event);
    offset += event.length;
  }
  return { records, lengths, dataBytes: all.reduce((sum, { dataLength }) => sum + dataLength, 0) };
};
