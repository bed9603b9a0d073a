import * as E from 'fp-ts/Either';
import type { TaskEither } from 'fp-ts/TaskEither';
import type { ViewUnavailable } from '../../domain/ports/views';
import type { Position } from '../../domain/shared/stored-event';
import type { RebuildOrder } from './bookkeeping';
import { type CarryingOut, carryOut, type RebuildEnd } from './carry-out';
import type { HalfMade } from './half-made';
import { createMeter, type Progress } from './meter';

/** A rebuild that this process carries out. */
export type Underway = {
  readonly order: RebuildOrder;
  /** It is recorded, and will be switched to. */
  readonly isRecorded: () => boolean;
  readonly progress: (head: Position) => Progress;
  readonly ended: Promise<RebuildEnd>;
  /** Calls it off: it ends once `drop` has dropped what was made, and goes on where that fails. */
  readonly cancel: (drop: TaskEither<ViewUnavailable, void>) => TaskEither<ViewUnavailable, void>;
};

type Parts = Omit<CarryingOut, 'onFolded' | 'onRecorded'> & { readonly from: HalfMade };

/** Goes on until it has ended, it is stopped, or the signal aborts. */
export const startRebuild = ({ from, ...parts }: Parts, signal: AbortSignal): Underway => {
  const meter = createMeter(parts.clock, from.checkpoint.position);
  const ending = new AbortController();
  const stop = (): void => ending.abort();
  let isRecorded = false;
  let isCancelled = false;
  const onRecorded = (): void => {
    isRecorded = true;
  };
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  const carry = async (): Promise<RebuildEnd> => {
    try {
      const end = await carryOut({ ...parts, onFolded: meter.folded, onRecorded }, ending.signal);
      return isCancelled && end.ended !== 'switched' ? { ended: 'cancelled' } : end;
    } finally {
      signal.removeEventListener('abort', stop);
    }
  };
  return {
    order: from.order,
    isRecorded: () => isRecorded,
    progress: meter.at,
    ended: carry(),
    cancel: (drop) => async () => {
      isCancelled = true;
      const dropped = await drop();
      if (E.isRight(dropped)) stop();
      return dropped;
    },
  };
};
