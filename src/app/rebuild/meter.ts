import type { Clock } from '../../domain/ports/clock';
import type { Position } from '../../domain/shared/stored-event';

export type Progress = {
  /** From 0 to 1. */
  readonly progress: number;
  /** Events a second, since this process goes on with it. */
  readonly rate: number;
  /** Null while it can't be told. */
  readonly secondsLeft: number | null;
};

export type Meter = {
  readonly folded: (events: number, position: Position) => void;
  /** Of the way to `head`. Positions need not be dense: what is left is told by the time that the way so far took. */
  readonly at: (head: Position) => Progress;
};

const SCALE = 1_000_000n;
const partOf = (position: Position, head: Position): number =>
  head <= position ? 1 : Number((position * SCALE) / head) / Number(SCALE);

export const createMeter = (clock: Pick<Clock, 'now'>, from: Position): Meter => {
  const begun = Date.parse(clock.now());
  let events = 0;
  let position = from;
  return {
    folded: (more, to) => {
      events += more;
      position = to;
    },
    at: (head) => {
      const seconds = (Date.parse(clock.now()) - begun) / 1000;
      const progress = partOf(position, head);
      const made = progress - partOf(from, head);
      return {
        progress,
        rate: seconds > 0 ? Math.round(events / seconds) : 0,
        secondsLeft: made > 0 ? Math.ceil((seconds * (1 - progress)) / made) : null,
      };
    },
  };
};
