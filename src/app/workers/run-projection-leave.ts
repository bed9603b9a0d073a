import * as E from 'fp-ts/Either';
import type { Clock } from '../../domain/ports/clock';
import type { LiveView, Views, ViewUnavailable } from '../../domain/ports/views';
import type { Position } from '../../domain/shared/stored-event';
import type { ViewId } from '../../domain/shared/view';
import type { Rebuilds } from '../rebuild/rebuilds';
import { inScope } from './in-scope';

const LOOK_AGAIN_MILLIS = 1_000;
const LOOK_AFTER_FAULT_MILLIS = 5_000;

type Deps = { readonly views: Views; readonly clock: Clock };

/** Watches a view of a newer version, which somebody else folds, for as long as it is the live one. */
export const watchNewer = async (
  { views, clock }: Deps,
  view: ViewId,
  onSeen: (live: LiveView) => void,
  signal: AbortSignal,
): Promise<E.Either<ViewUnavailable, void>> => {
  while (!signal.aborted) {
    const live = await views.live(view.name)();
    if (E.isLeft(live)) return live;
    if (live.right === undefined || live.right.version <= view.version) break;
    onSeen(live.right);
    await clock.wait(LOOK_AGAIN_MILLIS, signal);
  }
  return E.right(undefined);
};

const isSame = (one: LiveView | undefined, other: LiveView | undefined): boolean =>
  one?.version === other?.version && one?.checkpoint.position === other?.checkpoint.position;

/**
 * Resolves once another view has taken the place of the one that stands still, at `position` where it is of this version; or
 * the signal aborts.
 */
export const untilReplaced = async (
  { views, clock, rebuilds }: Deps & { readonly rebuilds: Rebuilds },
  { name, version }: ViewId,
  position: () => Position,
  signal: AbortSignal,
): Promise<void> => {
  let first: { readonly live: LiveView | undefined } | undefined;
  while (!signal.aborted) {
    const read = await views.live(name)();
    if (E.isRight(read)) {
      const live = read.right;
      first ??= { live };
      const stands = live?.version === version ? live.checkpoint.position === position() : isSame(live, first.live);
      if (!stands) return;
    }
    await inScope(signal, async (scope) =>
      Promise.race([rebuilds.nextEnd(scope), clock.wait(LOOK_AFTER_FAULT_MILLIS, scope)]),
    );
  }
};
