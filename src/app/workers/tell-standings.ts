import type { Position } from '../../domain/shared/stored-event';
import type { Standing } from './run-projection-fold';
import type { ViewProgress } from './view-progress';

/**
 * Tells how far a view and each of its partitions are: where their checkpoints are stored. `end`: up to there is nothing else
 * to be folded, so that what has seen the last event has come as far.
 */
export const tellStandings = (
  progress: Pick<ViewProgress, 'moved' | 'position'>,
  view: string,
  standings: ReadonlyArray<Standing>,
  end: Position,
): void => {
  let least: Position | undefined;
  for (const { name, stored, seen } of standings) {
    const position = stored === seen && end > stored ? end : stored;
    least = least === undefined || position < least ? position : least;
    if (name !== view && progress.position(name) !== position) progress.moved(name, position);
  }
  progress.moved(view, least ?? 0n);
};
