/**
 * An event as it stands in the database: one record holds all of it, so that a single checksum covers it and whoever
 * reads it needs nothing else. Integers are little-endian; a u64 stays below 2^53.
 *
 *  0 u32 CRC-32 of all that follows     18 u64 position            50 id, 16 bytes
 *  4 u8  format, 1                      26 u64 revision            66 stream, type, data, metadata
 *  5 u8  content, see below             34 u64 stream's number
 *  6 u16, u16 length of stream, type    42 u64 created, ms since 1970
 * 10 u32, u32 length of data, metadata
 */
export const at = {
  checksum: 0,
  format: 4,
  content: 5,
  streamLength: 6,
  typeLength: 8,
  dataLength: 10,
  metadataLength: 14,
  position: 18,
  revision: 26,
  streamNumber: 34,
  created: 42,
  id: 50,
  body: 66,
} as const;

export const RECORD_FORMAT = 1;
/** What its writer says of the data: JSON. Nobody has checked it, but of what the application itself appends. */
export const CONTENT_JSON = 1;
/** The last event of its stream for ever. It is numbered like any other, so that a stream's revisions are dense. */
export const CONTENT_TOMBSTONE = 2;
export const ID_BYTES = 16;
const TWO_TO_32 = 0x1_0000_0000;

export const writeU64 = (record: Buffer, value: number, offset: number): void => {
  record.writeUInt32LE(value % TWO_TO_32, offset);
  record.writeUInt32LE(Math.floor(value / TWO_TO_32), offset + 4);
};

export const readU64 = (record: Buffer, offset: number): number =>
  record.readUInt32LE(offset) + record.readUInt32LE(offset + 4) * TWO_TO_32;

export const positionOf = (record: Buffer): number => readU64(record, at.position);
export const revisionOf = (record: Buffer): number => readU64(record, at.revision);
export const streamNumberOf = (record: Buffer): number => readU64(record, at.streamNumber);
export const createdOf = (record: Buffer): number => readU64(record, at.created);
export const isJson = (record: Buffer): boolean => (record.readUInt8(at.content) & CONTENT_JSON) !== 0;
export const isTombstone = (record: Buffer): boolean => (record.readUInt8(at.content) & CONTENT_TOMBSTONE) !== 0;
const DOLLAR = 0x24;
/** Whether it belongs to a stream of the system's own, whose name begins with `$`. */
export const isOfSystem = (record: Buffer): boolean => record[at.body] === DOLLAR;
/** Whether it belongs to a metadata stream, whose name begins with `$$`. */
export const isOfMetadata = (record: Buffer): boolean => isOfSystem(record) && record[at.body + 1] === DOLLAR;
export const checksumOf = (record: Buffer): number => record.readUInt32LE(at.checksum);

/** The id's bytes as a string of 16 Latin-1 characters: short, and comparable by `===`. */
export const idKeyOf = (record: Buffer): string => record.toString('latin1', at.id, at.id + ID_BYTES);

export const streamOf = (record: Buffer): string =>
  record.toString('utf8', at.body, at.body + record.readUInt16LE(at.streamLength));

export const typeOf = (record: Buffer): string => {
  const start = at.body + record.readUInt16LE(at.streamLength);
  return record.toString('utf8', start, start + record.readUInt16LE(at.typeLength));
};

/** Where the data and the metadata begin; the metadata ends with the record. */
export const bodyOf = (record: Buffer): { readonly data: number; readonly metadata: number } => {
  const data = at.body + record.readUInt16LE(at.streamLength) + record.readUInt16LE(at.typeLength);
  return { data, metadata: data + record.readUInt32LE(at.dataLength) };
};

/**
 * A view of what SQLite returned, without copying it. A flipped bit in a row's header can make its bytes a text or a
 * number; that is then no record, and empty.
 */
export const asRecord = (column: unknown): Buffer =>
  ArrayBuffer.isView(column) ? Buffer.from(column.buffer, column.byteOffset, column.byteLength) : Buffer.alloc(0);
