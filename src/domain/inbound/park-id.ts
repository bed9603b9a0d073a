import { deriveId } from '../shared/derive-id';
import { sha256Hex } from '../shared/sha256-hex';
import type { InboundState } from './state';

/**
 * Names an arrival that is to be parked: by its identity, its bytes and how often the same was parked and closed before.
 * So a redelivery of what is parked already is parked once, and one that comes back after a discard is seen again.
 */
export const parkIdOf = (namespace: string, identity: string, body: Uint8Array, { parks }: InboundState): string => {
  const nth = (count: number) => deriveId(namespace, 'park', identity, sha256Hex(body), count);
  const firstFree = (count: number): string => {
    const status = parks.get(nth(count));
    return status === undefined || status === 'open' ? nth(count) : firstFree(count + 1);
  };
  return firstFree(0);
};
