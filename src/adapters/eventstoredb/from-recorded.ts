import type { AllStreamRecordedEvent, RecordedEvent } from '@eventstore/db-client';
import type { JsonObject } from '../../domain/shared/json';
import type { StoredEvent } from '../../domain/shared/stored-event';

const binary = (bytes: Uint8Array | string): JsonObject => ({ $binary: Buffer.from(bytes).toString('base64') });

/** As the embedded journal shows it: what is no JSON object by its bytes. The client gives text that is no JSON as it is. */
const objectOf = (value: unknown): JsonObject => {
  if (value === undefined) return {};
  if (value instanceof Uint8Array || typeof value === 'string') return binary(value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return binary(JSON.stringify(value));
  return value as JsonObject;
};

export type Recorded = RecordedEvent | AllStreamRecordedEvent;

/** Servers before 22.6 give no position when a stream is read: they can't carry a ledger. */
export const fromRecorded = ({ id, type, data, metadata, streamId, revision, position }: Recorded): StoredEvent => {
  if (position === undefined) throw new TypeError('the server gives no positions');
  return {
    id,
    type,
    data: objectOf(data),
    metadata: objectOf(metadata),
    stream: streamId,
    revision,
    position: position.commit,
  };
};
