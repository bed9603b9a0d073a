import type { Position } from '../../domain/shared/stored-event';
import type { HalfBuilt, RebuildOrder } from './bookkeeping';
import { type CarryingOut, carryOut, type RebuildEnd } from './carry-out';
import { createMeter, type Progress } from './meter';

/** A rebuild that this process carries out. */
export type Underway = {
  readonly order: RebuildOrder;
  /** It is recorded, and will be switched to. */
  readonly isRecorded: () => boolean;
  readonly progress: (head: Position) => Progress;
  readonly ended: Promise<RebuildEnd>;
  /** Ends it here; what is made stays. */
  readonly stop: () => void;
};

type Parts = Omit<CarryingOut, 'onFolded' | 'onRecorded'> & { readonly from: HalfBuilt };

/** Goes on until it has ended, it is stopped, or the signal aborts. */
export const startRebuild = ({ from, ...parts }: Parts, signal: AbortSignal): Underway => {
  const meter = createMeter(parts.clock, from.checkpoint.position);
  const ending = new AbortController();
  const stop = (): void => ending.abort();
  let isRecorded = false;
  const onRecorded = (): void => {
    isRecorded = true;
  };
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  const ended = carryOut({ ...parts, onFolded: meter.folded, onRecorded }, ending.signal).finally(() => {
    signal.removeEventListener('abort', stop);
  });
  return { order: from.bookkeeping.order, isRecorded: () => isRecorded, progress: meter.at, ended, stop };
};
