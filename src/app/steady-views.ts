import * as E from 'fp-ts/Either';
import type { TaskEither } from 'fp-ts/TaskEither';
import type { AtPosition, ViewNotReady, Views, ViewUnavailable } from '../domain/ports/views';
import type { Position } from '../domain/shared/stored-event';
import type { ViewId } from '../domain/shared/view';
import type { ViewProgress } from './workers/view-progress';

/** A view that is only behind for a moment, because its last events concerned it not, is waited for so long. */
const PATIENCE_MILLIS = 1_000;

export type SteadyViews = {
  /** For whoever folds: every answer, and every step taken is remembered. */
  readonly folding: Views;
  /** For whoever asks: no answer is older than what was stored or answered before, or than the ledger was at the start. */
  readonly asking: Views;
};

type Answer<A> = TaskEither<ViewUnavailable | ViewNotReady, AtPosition<A>>;

/**
 * Views that can be lost and folded again at any time, by this process or another, without anybody seeing the half of it: what
 * is being built says ViewNotReady until it has come so far as it was.
 */
export const createSteadyViews = (
  views: Views,
  head: Position,
  progress: Pick<ViewProgress, 'reached'>,
): SteadyViews => {
  const seen = new Map<string, Position>();
  const nameOf = ({ name, version }: ViewId): string => `${name}.${String(version)}`;
  const floorOf = (view: ViewId): Position => seen.get(nameOf(view)) ?? head;
  const saw = (view: ViewId, position: Position): void => {
    if (position > floorOf(view)) seen.set(nameOf(view), position);
  };
  // What was asked before a later answer came may well be older than that one; so the floor is taken first.
  const steady =
    <A>(view: ViewId, ask: Answer<A>): Answer<A> =>
    async () => {
      const floor = floorOf(view);
      const first = await ask();
      const waits = E.isRight(first) && first.right.position < floor;
      const isThere = waits && (await progress.reached(view.name, floor, PATIENCE_MILLIS));
      const answer = isThere ? await ask() : first;
      if (E.isLeft(answer)) return answer;
      const { position } = answer.right;
      saw(view, position);
      if (position >= floor) return answer;
      return E.left({ _tag: 'ViewNotReady', view: view.name, built: { position, of: floor } });
    };
  return {
    folding: {
      ...views,
      apply: (view, step) => async () => {
        const taken = await views.apply(view, step)();
        if (E.isRight(taken)) saw(view, step.to.position);
        return taken;
      },
    },
    asking: {
      ...views,
      get: (view, keys) => steady(view, views.get(view, keys)),
      range: (view, index, options) => steady(view, views.range(view, index, options)),
      count: (view, index, bounds) => steady(view, views.count(view, index, bounds)),
    },
  };
};
