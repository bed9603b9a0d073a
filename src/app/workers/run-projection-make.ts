import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { Clock } from '../../domain/ports/clock';
import type { CheckpointMoved, ViewUnavailable } from '../../domain/ports/views';
import type { Actor } from '../../domain/shared/recorded';
import type { Projection } from '../../projections/projection';
import type { Rebuilds } from '../rebuild/rebuilds';
import type { Underway } from '../rebuild/underway';
import type { CannotFold } from './run-projection-fold';

const LOOK_AGAIN_MILLIS = 1_000;
const ledger: Actor = { kind: 'system', id: 'projections' };

type Deps = { readonly projection: Projection; readonly rebuilds: Rebuilds; readonly clock: Clock };
type Failure = ViewUnavailable | CheckpointMoved | CannotFold;

const begun = (
  { projection, rebuilds }: Deps,
  why: 'first' | 'version',
): TE.TaskEither<ViewUnavailable | CheckpointMoved, Underway | undefined> =>
  pipe(
    rebuilds.takeUp(projection),
    TE.chain((taken) =>
      taken === undefined && rebuilds.underway(projection.name) === undefined
        ? rebuilds.begin(projection, { why, actor: ledger })
        : TE.right(taken),
    ),
    TE.map((one) => one ?? rebuilds.underway(projection.name)),
  );

/**
 * Makes the view that is not there, or not in this version, beside whatever is read meanwhile, or waits for who makes it;
 * answers with the events of unknown types that were passed. Throws the journal's JournalError.
 */
export const makeView = async (
  deps: Deps,
  why: 'first' | 'version',
  signal: AbortSignal,
): Promise<E.Either<Failure, number>> => {
  const one = await begun(deps, why)();
  if (E.isLeft(one)) return one;
  if (one.right === undefined) {
    // It is being made elsewhere.
    await deps.clock.wait(LOOK_AGAIN_MILLIS, signal);
    return E.right(0);
  }
  const end = await one.right.ended;
  if (end.ended === 'failed') return E.left({ _tag: 'CannotFold', reason: end.reason });
  return E.right('unknownEvents' in end ? end.unknownEvents : 0);
};
