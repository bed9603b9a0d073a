import type { Position } from '../../domain/shared/stored-event';

/** The furthest place of several; `none` where there are none. */
export const lastPosition = (positions: ReadonlyArray<Position>, none: Position): Position =>
  positions.reduce((last, position) => (position > last ? position : last), none);
