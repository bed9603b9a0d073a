import { randomUUID } from 'node:crypto';
import type { EngineEvent } from '../../../../domain/ports/journal-engine';

type Content = { readonly type: string; readonly data: string | Uint8Array; readonly metadata?: string };

/** An event of the subsystem's own. Its id is the same each time it is tried to store, so that it is stored once. */
export const ownEvent = ({ type, data, metadata = '' }: Content): EngineEvent => ({
  id: randomUUID(),
  type,
  json: type !== '$>',
  data: typeof data === 'string' ? Buffer.from(data) : data,
  metadata: Buffer.from(metadata),
});
