import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { Clock } from '../../domain/ports/clock';
import type { Journal, JournalUnavailable } from '../../domain/ports/journal';
import type { Position } from '../../domain/shared/stored-event';
import type { LastRebuildView, ProjectionView } from '../projections';
import { eventsBehind } from '../workers/events-behind';
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

type Lag = Pick<ProjectionView, 'lagEvents' | 'lagSeconds'>;

/** How each projection of this process stands. */
export const listProjections = ({
  journal,
  board,
  rebuilds,
  clock,
}: ListDeps): TE.TaskEither<JournalUnavailable, ReadonlyArray<ProjectionView>> => {
  const lagOf = async (position: Position, head: Position): Promise<E.Either<JournalUnavailable, Lag>> => {
    const events = position < head ? await eventsBehind(journal)(position)() : E.right(0);
    if (E.isLeft(events)) return events;
    const seconds = events.right === 0 ? 0 : await lagSeconds(journal, position, clock.now());
    return E.right({ lagEvents: events.right, lagSeconds: seconds ?? 0 });
  };
  const view = async (
    standing: ProjectionStatus,
    head: Position,
  ): Promise<E.Either<JournalUnavailable, ProjectionView>> => {
    const { name, version, position, rate, unknownEvents, lastError } = standing;
    const one = rebuilds.underway(name);
    const lag = await lagOf(position, head);
    if (E.isLeft(lag)) return lag;
    return E.right({
      ...{ name, version, status: statusOf(standing, one), position: position.toString() },
      ...{ ...lag.right, rate, unknownEvents },
      ...(lastError === undefined ? {} : { lastError }),
      ...rebuildOf(one, rebuilds.last(name), head),
    });
  };
  return pipe(
    journal.head(),
    TE.chain((head) => async () => {
      const views: Array<ProjectionView> = [];
      for (const standing of board.statuses(clock.now())) {
        const one = await view(standing, head);
        if (E.isLeft(one)) return one;
        views.push(one.right);
      }
      return E.right(views);
    }),
  );
};
