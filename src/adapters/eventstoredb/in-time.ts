import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../../domain/ports/clock';

/** Resolves when the time is over, and what has come meanwhile was looked at: the process itself may have been busy. */
export const inTime = async (clock: Clock, millis: number, signal: AbortSignal): Promise<void> => {
  await clock.wait(millis, signal);
  await nextTurn();
};
