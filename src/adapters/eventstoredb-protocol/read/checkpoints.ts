import type { Position } from '../../../domain/shared/stored-event';

/** When a filtered subscription says how far it has looked (contract, section 8.3); never the same place twice. */
export type Checkpoints = {
  /** Counts an event that was considered; true: say so now, after the event itself. */
  readonly isDueAfter: (position: Position) => boolean;
  /** The end of the history was reached; true: say so. */
  readonly isDueAtHead: (position: Position) => boolean;
};

export const createCheckpoints = (interval: number, after: Position | 'start' | 'end'): Checkpoints => {
  const startedLive = after === 'end';
  let last = typeof after === 'bigint' ? after : 0n;
  let considered = 0;
  const moveTo = (position: Position): boolean => {
    if (position <= last) return false;
    last = position;
    return true;
  };
  return {
    isDueAfter: (position) => {
      considered = (considered + 1) % interval;
      return considered === 0 && moveTo(position);
    },
    isDueAtHead: (position) => !startedLive && moveTo(position),
  };
};
