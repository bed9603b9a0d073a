import type { KeyOwner } from '../../domain/ports/key-ring';

/** The key that seals the body of a parked message, and nothing else. */
export const parkedKey = (parkId: string): KeyOwner => `parked:${parkId}`;

/** An operator has so long to look at a parked message; then its body is gone. */
export const PARKED_FOR_MILLIS = 30 * 24 * 60 * 60 * 1000;
