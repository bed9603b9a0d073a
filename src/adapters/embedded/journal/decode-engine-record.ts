import type { EngineRecord } from '../../../domain/ports/journal-engine';
import { at, bodyOf, createdOf, isJson, isTombstone, positionOf, revisionOf } from './record';
import { idOf } from './record-id';

const LAST_REVISION = 9_223_372_036_854_775_807n;
const NOTHING = new Uint8Array(0);

const view = (record: Buffer, start: number, end: number): Uint8Array =>
  start === end ? NOTHING : new Uint8Array(record.buffer, record.byteOffset + start, end - start);

/** The bytes are views of the record's: nobody may write to them, and they keep all of it in memory. */
export const decodeEngineRecord = (record: Buffer): EngineRecord => {
  const type = at.body + record.readUInt16LE(at.streamLength);
  const { data, metadata } = bodyOf(record);
  return {
    stream: record.toString('utf8', at.body, type),
    id: idOf(record),
    type: record.toString('utf8', type, data),
    json: isJson(record),
    data: view(record, data, metadata),
    metadata: view(record, metadata, record.length),
    revision: isTombstone(record) ? LAST_REVISION : BigInt(revisionOf(record)),
    position: BigInt(positionOf(record)),
    created: createdOf(record),
  };
};
