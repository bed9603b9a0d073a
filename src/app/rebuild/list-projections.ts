import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { Clock } from '../../domain/ports/clock';
import type { Journal, JournalUnavailable } from '../../domain/ports/journal';
import type { Position } from '../../domain/shared/stored-event';
import type { LastRebuildView, ProjectionView } from '../projections';
import { type Behind, eventsBehind } from '../workers/events-behind';
import type { ProjectionBoard, ProjectionStatus } from '../workers/projection-board';
import { lagSeconds } from './lag-seconds';
import type { LastRebuild, Rebuilds } from './rebuilds';
import type { Underway } from './underway';

export type ListDeps = {
  readonly journal: Journal;
  readonly board: ProjectionBoard;
  readonly rebuilds: Pick<Rebuilds, 'underway' | 'last'>;
  readonly clock: Clock;
};

const viewOfLast = ({ order: { rebuildId }, end }: LastRebuild): LastRebuildView => {
  switch (end.ended) {
    case 'failed':
      return { rebuildId, outcome: 'failed', reason: end.reason };
    case 'gone':
      return { rebuildId, outcome: 'ended-elsewhere' };
    default:
      return { rebuildId, outcome: end.ended };
  }
};

const rebuildOf = (
  one: Underway | undefined,
  last: LastRebuild | undefined,
  head: Position,
): Pick<ProjectionView, 'rebuild' | 'lastRebuild'> => ({
  ...(one === undefined
    ? {}
    : { rebuild: { rebuildId: one.order.rebuildId, why: one.order.why, ...one.progress(head) } }),
  ...(last === undefined ? {} : { lastRebuild: viewOfLast(last) }),
});

/** A view that is read and followed while another is made beside it is `rebuilding`. */
const statusOf = ({ status }: ProjectionStatus, one: Underway | undefined): ProjectionView['status'] =>
  status === 'live' && one !== undefined ? 'rebuilding' : status;

const viewOf = (
  { rebuilds, clock }: ListDeps,
  standing: ProjectionStatus,
  head: Position,
  behind: Behind | undefined,
): ProjectionView => {
  const { name, version, position, rate, unknownEvents, lastError } = standing;
  const one = rebuilds.underway(name);
  return {
    ...{ name, version, status: statusOf(standing, one), position: position.toString() },
    ...{ lagEvents: behind?.events ?? 0, lagSeconds: lagSeconds(behind?.first, clock.now()), rate, unknownEvents },
    ...(lastError === undefined ? {} : { lastError }),
    ...rebuildOf(one, rebuilds.last(name), head),
  };
};

/** How each projection of this process stands. */
export const listProjections = (deps: ListDeps): TE.TaskEither<JournalUnavailable, ReadonlyArray<ProjectionView>> => {
  const { journal, board, clock } = deps;
  return pipe(
    journal.head(),
    TE.chain((head) => {
      const statuses = board.statuses(clock.now());
      const late = statuses.map(({ position }) => position).filter((position) => position < head);
      return pipe(
        eventsBehind(journal)(late),
        TE.map((behind) => statuses.map((standing) => viewOf(deps, standing, head, behind.get(standing.position)))),
      );
    }),
  );
};
