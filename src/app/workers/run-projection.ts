import * as E from 'fp-ts/Either';
import type { Clock } from '../../domain/ports/clock';
import { type Journal, JournalError } from '../../domain/ports/journal';
import type { Logger } from '../../domain/ports/logger';
import type { Checkpoint, Views } from '../../domain/ports/views';
import { errorCode } from '../../domain/shared/error-code';
import type { Position } from '../../domain/shared/stored-event';
import { partsOf } from '../../projections/partitions';
import type { Projection } from '../../projections/projection';
import type { Rebuilds } from '../rebuild/rebuilds';
import { dropUnsplit } from './drop-unsplit';
import type { ProjectionBoard, ProjectionStatus } from './projection-board';
import type { ReadEvent } from './read-event';
import { createPartitionedFold } from './partitioned-fold';
import { type CannotFold, createFold, type Fold, type FoldFailure } from './run-projection-fold';
import { type FollowStep, followJournal } from './run-projection-follow';
import { untilReplaced, watchNewer } from './run-projection-leave';
import { makeView } from './run-projection-make';
import { findStart, isInJournal, type PartFrom } from './run-projection-start';
import { tellStandings } from './tell-standings';
import type { ViewProgress } from './view-progress';

export type ProjectionDeps = {
  readonly journal: Journal;
  readonly views: Views;
  readonly ledgerId: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly progress: ViewProgress;
  readonly board: ProjectionBoard;
  readonly rebuilds: Rebuilds;
};

const firstWaitMillis = 250;
const longestWaitMillis = 5_000;

type Failure = FoldFailure | { readonly _tag: 'JournalUnavailable'; readonly cause: unknown };
type Running = ProjectionDeps & { readonly projection: Projection; readonly readEvent: ReadEvent };
type Outcome = E.Either<Failure, void>;

const report = (
  { board, projection: { name, version } }: Running,
  standing: Partial<Pick<ProjectionStatus, 'status' | 'position' | 'unknownEvents' | 'lastError'>>,
): void => {
  const start = { status: 'catching-up' as const, position: 0n, unknownEvents: 0, lastError: undefined };
  board.report({ name, version, ...start, ...standing });
};

/** Each partition on its own, or the view as a whole where it is not split. */
const foldFrom = ({ projection, journal, views, readEvent }: Running, parts: ReadonlyArray<PartFrom>): Fold => {
  const [only, another] = parts;
  if (only !== undefined && another === undefined) return createFold({ projection, views, readEvent, from: only.from });
  const isOurs = async (checkpoint: Checkpoint): Promise<boolean> => isInJournal(journal, checkpoint);
  return createPartitionedFold({ projection, parts, views, readEvent, isOurs });
};

/** From the checkpoints on until something fails; a Right where the signal has aborted. */
const followFrom = async (
  running: Running,
  { parts, unknownEvents: before }: { readonly parts: ReadonlyArray<PartFrom>; readonly unknownEvents: number },
  signal: AbortSignal,
): Promise<Outcome> => {
  const { projection, journal, progress, board, clock, rebuilds } = running;
  const { name } = projection;
  const taken = await rebuilds.takeUp(projection)();
  if (E.isLeft(taken)) return taken;
  const dropped = await dropUnsplit(running, projection);
  if (E.isLeft(dropped)) return dropped;
  const fold = foldFrom(running, parts);
  let status: ProjectionStatus['status'] = 'catching-up';
  // The last events of a journal may be none that anybody is shown: a view that has come to them has come to its head.
  let end: Position = 0n;
  const tell = (): void => {
    tellStandings(progress, name, fold.standings(), end);
    const { position } = fold.seen();
    const unknownEvents = before + fold.unknownEvents();
    report(running, { status, position: end > position ? end : position, unknownEvents });
  };
  tell();
  const onStep = ({ events, live, passed }: FollowStep): void => {
    end = passed ?? end;
    // Once live, a view that falls behind for a moment stays live: its lag says the rest.
    if (live) status = 'live';
    board.passed(name, events, clock.now());
    tell();
  };
  const ended = await followJournal({ view: name, journal, clock, progress, fold, onStep }, signal);
  tell();
  return ended;
};

/** While it is made, what an earlier view had reached is no more what readers find. */
const make = async (
  running: Running,
  why: 'first' | 'version',
  signal: AbortSignal,
): Promise<E.Either<Failure, number>> => {
  const { projection, progress, logger, views } = running;
  logger.info('a view is made from the first event on', { view: projection.name, version: projection.version, why });
  for (const { name } of partsOf(projection, views.partitions)) progress.moved(name, 0n);
  progress.moved(projection.name, 0n);
  report(running, { status: why === 'version' ? 'rebuilding' : 'catching-up' });
  return makeView(running, why, signal);
};

const leave = async (running: Running, signal: AbortSignal): Promise<Outcome> => {
  const { projection, progress, logger } = running;
  logger.warn('a newer version of a view is live, and left alone', {
    view: projection.name,
    version: projection.version,
  });
  return watchNewer(
    running,
    projection,
    ({ version, checkpoint: { position } }, parts) => {
      for (const { name, live } of parts) progress.moved(name, live.checkpoint.position);
      progress.moved(projection.name, position);
      report(running, { status: 'live', position, lastError: `version ${String(version)} is live` });
    },
    signal,
  );
};

/** One stretch of work; `onUnknown` is told the events of unknown types that a view passed while it was made. */
const runOnce = async (
  running: Running,
  unknownEvents: number,
  onUnknown: (events: number) => void,
  signal: AbortSignal,
): Promise<Outcome> => {
  const start = await findStart(running, running.projection);
  if (E.isLeft(start)) return start;
  const { right } = start;
  if (right.kind === 'follow') return followFrom(running, { parts: right.parts, unknownEvents }, signal);
  if (right.kind === 'newer') return leave(running, signal);
  const made = await make(running, right.kind, signal);
  if (E.isLeft(made)) return made;
  onUnknown(made.right);
  return E.right(undefined);
};

/** A journal that is damaged does not get better by waiting. */
const fromJournal = (error: unknown): Failure => {
  if (!(error instanceof JournalError)) throw error;
  if (error.kind === 'damaged') return { _tag: 'CannotFold', reason: 'JournalDamaged' };
  return { _tag: 'JournalUnavailable', cause: error };
};

const attempt = async (...args: Parameters<typeof runOnce>): Promise<Outcome> => {
  try {
    return await runOnce(...args);
  } catch (error) {
    return E.left(fromJournal(error));
  }
};

/** It stands before the event, and is read as it stands there, until another view has taken its place. */
const standStill = async (running: Running, { reason }: CannotFold, signal: AbortSignal): Promise<void> => {
  const { board, logger, progress, projection } = running;
  const { name: view } = projection;
  board.trouble(view, reason, true);
  logger.error('a projection can not go on', { view, reason });
  await untilReplaced(running, projection, () => progress.position(view), signal);
};

/**
 * Keeps a view up with the journal until the signal aborts: exactly once for each event, since rows and checkpoint move
 * together and only from the checkpoint that was read. A view that is not there, or not in this version, is made beside what
 * is read. While the journal or the views are away it waits and goes on. An event that can't be folded is never skipped: the
 * projection stands before it, `failed`, until the view is made anew.
 */
export const runProjection = async (running: Running, signal: AbortSignal): Promise<void> => {
  const { logger, clock, projection, board, progress } = running;
  const { name: view } = projection;
  report(running, {});
  let wait = firstWaitMillis;
  let unknownEvents = 0;
  const onUnknown = (events: number): void => {
    unknownEvents += events;
  };
  while (!signal.aborted) {
    const before = progress.position(view);
    const outcome = await attempt(running, unknownEvents, onUnknown, signal);
    if (E.isRight(outcome) || outcome.left._tag === 'CheckpointMoved') continue;
    const failure = outcome.left;
    if (failure._tag === 'CannotFold') {
      await standStill(running, failure, signal);
      continue;
    }
    board.trouble(view, errorCode(failure), false);
    logger.warn('a projection waits', { view, because: errorCode(failure) });
    if (progress.position(view) !== before) wait = firstWaitMillis;
    await clock.wait(wait, signal);
    wait = Math.min(wait * 2, longestWaitMillis);
  }
};
