import type { NewEvent } from '../../../domain/shared/stored-event';
import { type EncodedAppend, encodeRecords } from './encode-record';
import { CONTENT_JSON } from './record';

const partsOf = ({ id, type, data, metadata }: NewEvent) => ({
  id,
  type,
  content: CONTENT_JSON,
  data: JSON.stringify(data),
  metadata: JSON.stringify(metadata),
});

/** Throws a TypeError for an id, type or stream that no caller may pass. `created` is in ms since 1970. */
export const encodeAppend = (stream: string, events: ReadonlyArray<NewEvent>, created: number): EncodedAppend =>
  encodeRecords(stream, events.map(partsOf), created);
