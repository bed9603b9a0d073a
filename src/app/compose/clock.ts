import { systemClock } from '../../adapters/system/clock';
import type { Clock } from '../../domain/ports/clock';

/** The machine's clock, for commands that run beside no server. */
export const clock: Clock = systemClock;
