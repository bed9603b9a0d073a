import type { JsonObject } from '../../../domain/shared/json';
import type { StoredEvent } from '../../../domain/shared/stored-event';
import { at, bodyOf, isJson, positionOf, revisionOf } from './record';
import { idOf } from './record-id';

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** What a foreign client wrote need not be a JSON object; it is then shown as its bytes. */
const objectIn = (record: Buffer, start: number, end: number, json: boolean): JsonObject => {
  const value = json ? parsed(record.toString('utf8', start, end)) : undefined;
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : { $binary: record.toString('base64', start, end) };
};

/** The event of a record that nothing is to be complained about. Live events come through here as well as replayed ones. */
export const decodeRecord = (record: Buffer): StoredEvent => {
  const type = at.body + record.readUInt16LE(at.streamLength);
  const { data, metadata } = bodyOf(record);
  return {
    id: idOf(record),
    type: record.toString('utf8', type, data),
    data: objectIn(record, data, metadata, isJson(record)),
    metadata: metadata === record.length ? {} : objectIn(record, metadata, record.length, true),
    stream: record.toString('utf8', at.body, type),
    revision: BigInt(revisionOf(record)),
    position: BigInt(positionOf(record)),
  };
};
