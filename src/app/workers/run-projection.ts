import * as E from 'fp-ts/Either';
import type { Clock } from '../../domain/ports/clock';
import { type Journal, JournalError } from '../../domain/ports/journal';
import type { Logger } from '../../domain/ports/logger';
import type { Views, ViewUnavailable } from '../../domain/ports/views';
import { errorCode } from '../../domain/shared/error-code';
import type { Position } from '../../domain/shared/stored-event';
import type { Projection } from '../../projections/projection';
import type { ProjectionBoard, ProjectionStatus } from './projection-board';
import type { ReadEvent } from './read-event';
import { type CannotFold, createFold, type FoldFailure } from './run-projection-fold';
import { type FollowStep, followJournal } from './run-projection-follow';
import { findStart } from './run-projection-start';
import type { ViewProgress } from './view-progress';

export type ProjectionDeps = {
  readonly journal: Journal;
  readonly views: Views;
  readonly ledgerId: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly progress: ViewProgress;
  readonly board: ProjectionBoard;
};

const firstWaitMillis = 250;
const longestWaitMillis = 5_000;

type JournalAway = { readonly _tag: 'JournalUnavailable'; readonly cause: unknown };
type Failure = FoldFailure | ViewUnavailable | JournalAway;

/** From the checkpoint on until something fails; a Right where the signal has aborted. */
const runOnce = async (
  deps: ProjectionDeps & { readonly projection: Projection; readonly readEvent: ReadEvent },
  signal: AbortSignal,
): Promise<E.Either<Failure, void>> => {
  const { projection, journal, views, progress, board, clock, logger } = deps;
  const { name, version } = projection;
  const start = await findStart(deps, projection);
  if (E.isLeft(start)) return start;
  if (start.right.anew) logger.info('a view is built from the beginning', { view: name });
  const fold = createFold({ projection, views, readEvent: deps.readEvent, from: start.right.checkpoint });
  let status: ProjectionStatus['status'] = 'catching-up';
  // The last events of a journal may be none that anybody is shown: a view that has come to them has come to its head.
  let end: Position = 0n;
  const report = (): void => {
    const [stored, seen] = [fold.stored().position, fold.seen().position];
    progress.moved(name, stored === seen && end > stored ? end : stored);
    const position = end > seen ? end : seen;
    board.report({ name, version, status, position, unknownEvents: fold.unknownEvents(), lastError: undefined });
  };
  report();
  const onStep = ({ events, live, passed }: FollowStep): void => {
    end = passed ?? end;
    // Once live, a view that falls behind for a moment stays live: its lag says the rest.
    if (live) status = 'live';
    board.passed(name, events, clock.now());
    report();
  };
  const ended = await followJournal({ view: name, journal, clock, progress, fold, onStep }, signal);
  report();
  return ended;
};

/** A journal that is damaged does not get better by waiting. */
const fromJournal = (error: unknown): CannotFold | JournalAway => {
  if (!(error instanceof JournalError)) throw error;
  if (error.kind === 'damaged') return { _tag: 'CannotFold', reason: 'JournalDamaged' };
  return { _tag: 'JournalUnavailable', cause: error };
};

const attempt = async (...args: Parameters<typeof runOnce>): Promise<E.Either<Failure, void>> => {
  try {
    return await runOnce(...args);
  } catch (error) {
    return E.left(fromJournal(error));
  }
};

/**
 * Keeps a view up with the journal until the signal aborts: exactly once for each event, since rows and checkpoint move
 * together and only from the checkpoint that was read. While the journal or the views are away it waits and goes on. An
 * event that can't be folded is never skipped: the projection stands before it, `failed`, and this resolves.
 */
export const runProjection = async (
  deps: ProjectionDeps & { readonly projection: Projection; readonly readEvent: ReadEvent },
  signal: AbortSignal,
): Promise<void> => {
  const { logger, clock, projection, board } = deps;
  const { name: view, version } = projection;
  board.report({ name: view, version, status: 'catching-up', position: 0n, unknownEvents: 0, lastError: undefined });
  let wait = firstWaitMillis;
  while (!signal.aborted) {
    const before = deps.progress.position(view);
    const outcome = await attempt(deps, signal);
    if (E.isRight(outcome)) return;
    const failure = outcome.left;
    if (failure._tag === 'CannotFold') {
      board.trouble(view, failure.reason, true);
      logger.error('a projection can not go on', { view, reason: failure.reason });
      return;
    }
    if (failure._tag === 'CheckpointMoved') continue;
    board.trouble(view, errorCode(failure), false);
    logger.warn('a projection waits', { view, because: errorCode(failure) });
    if (deps.progress.position(view) !== before) wait = firstWaitMillis;
    await clock.wait(wait, signal);
    wait = Math.min(wait * 2, longestWaitMillis);
  }
};
