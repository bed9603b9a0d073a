import type { EngineRecord } from '../../../domain/ports/journal-engine';
import type { StoredEvent } from '../../../domain/shared/stored-event';
import { decodeEngineRecord } from './decode-engine-record';
import { decodeRecord } from './decode-record';

/** A record that many look at: decoded when the first one asks, and then shared. */
export type SharedRecord = {
  readonly record: Buffer;
  stored?: StoredEvent | undefined;
  engine?: EngineRecord | undefined;
};

/** What a record was decoded to takes several times its bytes; whoever asks again decodes it again. */
export const forgetDecoded = (shared: SharedRecord): void => {
  shared.stored = undefined;
  shared.engine = undefined;
};

export const storedEventOf = (shared: SharedRecord): StoredEvent => (shared.stored ??= decodeRecord(shared.record));

export const engineRecordOf = (shared: SharedRecord): EngineRecord =>
  (shared.engine ??= decodeEngineRecord(shared.record));
