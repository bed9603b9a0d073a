import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { CheckpointMoved, Views, ViewUnavailable } from '../../domain/ports/views';
import type { Projection } from '../../projections/projection';
import { actorOf } from '../commands/actor-of';
import { unavailable } from '../commands/unavailable';
import type { AppFailure } from '../failure';
import type { Projections } from '../projections';
import { findHalfMade } from './half-made';
import { type ListDeps, listProjections } from './list-projections';
import type { Rebuilds } from './rebuilds';

export type ProjectionsDeps = Omit<ListDeps, 'rebuilds'> & {
  readonly views: Views;
  readonly rebuilds: Rebuilds;
  readonly projections: ReadonlyArray<Projection>;
};

const wrongState = (detail: string): AppFailure => ({ _tag: 'WrongState', detail });

/** Somebody else came first. */
const failureOf = (failure: ViewUnavailable | CheckpointMoved): AppFailure =>
  failure._tag === 'CheckpointMoved' ? wrongState('It is being made anew already.') : unavailable(failure);

/** What operators do with the projections of this process. */
export const createProjections = (deps: ProjectionsDeps): Projections => {
  const { views, rebuilds, projections } = deps;

  const named = (name: string): E.Either<AppFailure, Projection> => {
    const projection = projections.find((one) => one.name === name);
    return projection === undefined ? E.left({ _tag: 'NotFound' }) : E.right(projection);
  };

  const notNewer = ({ name, version }: Projection): TE.TaskEither<AppFailure, void> =>
    pipe(
      views.live(name),
      TE.mapLeft(unavailable),
      TE.chain((live) =>
        live !== undefined && live.version > version
          ? TE.left(wrongState(`Version ${String(live.version)} is live, which this program does not know.`))
          : TE.right(undefined),
      ),
    );

  const begin = (
    projection: Projection,
    by: Parameters<Rebuilds['begin']>[1],
  ): TE.TaskEither<AppFailure, { readonly rebuildId: string }> =>
    pipe(
      rebuilds.begin(projection, by),
      TE.mapLeft(failureOf),
      TE.chain((one) =>
        one === undefined
          ? TE.left(wrongState('It is being made anew already.'))
          : TE.right({ rebuildId: one.order.rebuildId }),
      ),
    );

  /** What is carried out here or elsewhere, or was left by a process that has ended. */
  const cancellable = (projection: Projection): TE.TaskEither<AppFailure, void> =>
    pipe(
      async () => findHalfMade(views, projection),
      TE.mapLeft(unavailable),
      TE.chain((half) => {
        if (half?.order.why !== 'ordered') return TE.left(wrongState('No rebuild that was ordered is under way.'));
        if (rebuilds.underway(projection.name)?.isRecorded() === true)
          return TE.left(wrongState('It is recorded, and about to be switched to.'));
        return TE.right(undefined);
      }),
    );

  return {
    list: () => pipe(listProjections(deps), TE.mapLeft(unavailable)),
    rebuild: (caller, name) =>
      pipe(
        TE.fromEither(named(name)),
        TE.chainFirst(notNewer),
        TE.chain((projection) => begin(projection, { why: 'ordered', actor: actorOf(caller) })),
      ),
    cancel: (name) =>
      pipe(
        TE.fromEither(named(name)),
        TE.chainFirst(cancellable),
        TE.chain((projection) => pipe(rebuilds.cancel(projection), TE.mapLeft(unavailable))),
      ),
  };
};
