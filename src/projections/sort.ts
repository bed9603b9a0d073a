import type { Instant } from '../domain/shared/codecs';
import type { Position } from '../domain/shared/stored-event';

/** A position as text whose order is the order of positions. */
export const sortablePosition = (position: Position): string => position.toString().padStart(20, '0');

/** By time, and within one instant by the place in the ledger. */
export const sortByTime = (at: Instant, position: Position): string => `${at}#${sortablePosition(position)}`;

/** The exclusive upper bound that lets everything up to and at this instant pass (`$` follows `#`). */
export const throughTime = (at: Instant): string => `${at}$`;
