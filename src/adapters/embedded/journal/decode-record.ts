import type { JsonObject } from '../../../domain/shared/json';
import type { StoredEvent } from '../../../domain/shared/stored-event';
import { ID_BYTES, at, positionOf, revisionOf } from './record';

const uuidAt = (record: Buffer): string => {
  const hex = record.toString('hex', at.id, at.id + ID_BYTES);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
};

/** The event of a record that nothing is to be complained about. Live events come through here as well as replayed ones. */
export const decodeRecord = (record: Buffer): StoredEvent => {
  const type = at.body + record.readUInt16LE(at.streamLength);
  const data = type + record.readUInt16LE(at.typeLength);
  const metadata = data + record.readUInt32LE(at.dataLength);
  return {
    id: uuidAt(record),
    type: record.toString('utf8', type, data),
    data: JSON.parse(record.toString('utf8', data, metadata)) as JsonObject,
    metadata: JSON.parse(record.toString('utf8', metadata)) as JsonObject,
    stream: record.toString('utf8', at.body, type),
    revision: BigInt(revisionOf(record)),
    position: BigInt(positionOf(record)),
  };
};
