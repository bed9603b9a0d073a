import * as E from 'fp-ts/Either';
import * as TE from 'fp-ts/TaskEither';
import type { TaskEither } from 'fp-ts/TaskEither';
import type { AtPosition, ViewNotReady, Views, ViewUnavailable } from '../domain/ports/views';
import type { Position } from '../domain/shared/stored-event';
import { besideOf, type ViewId } from '../domain/shared/view';
import type { ViewProgress } from './workers/view-progress';

/** A view that is only behind for a moment, because its last events concerned it not, is waited for so long. */
const PATIENCE_MILLIS = 1_000;

export type SteadyViews = {
  /** For whoever folds: every answer, and what is stored in a live view is remembered. */
  readonly folding: Views;
  /**
   * For whoever asks: no answer is older than what was stored or answered before, or than the ledger was at the start. Only a
   * view of an older version, which nobody folds any more, is read as it stands until the new one takes its place.
   */
  readonly asking: Views;
};

type Failure = ViewUnavailable | ViewNotReady;
type Answer<A> = TaskEither<Failure, AtPosition<A>>;

/**
 * Views that can be lost and folded again at any time, by this process or another, without anybody seeing the half of it: what
 * is being built says ViewNotReady, and how far it is, until it has come so far as it was.
 */
export const createSteadyViews = (
  views: Views,
  head: Position,
  progress: Pick<ViewProgress, 'reached'>,
): SteadyViews => {
  // Of a name, whatever its version: one of them is live at a time, and the next one takes up where that one stands.
  const seen = new Map<string, Position>();
  const floorOf = ({ name }: ViewId): Position => seen.get(name) ?? head;
  const saw = (view: ViewId, position: Position): void => {
    if (position > floorOf(view)) seen.set(view.name, position);
  };

  /** Before anything else was seen of its name. From then on the new version has to come so far, and no farther. */
  const isReadAsItStands = async (view: ViewId, position: Position): Promise<boolean> => {
    if (seen.has(view.name)) return position >= floorOf(view);
    const live = await views.live(view.name)();
    if (E.isLeft(live) || live.right === undefined || live.right.version >= view.version) return false;
    if (!seen.has(view.name)) seen.set(view.name, position);
    return position >= floorOf(view);
  };

  const notReady =
    (view: ViewId, of: Position, live: Position): TaskEither<Failure, never> =>
    async () => {
      const made = await views.checkpoint(besideOf(view))();
      const beside = E.isRight(made) ? (made.right?.position ?? 0n) : 0n;
      return E.left({
        _tag: 'ViewNotReady',
        view: view.name,
        built: { position: beside > live ? beside : live, of },
      });
    };

  const settled = <A>(
    view: ViewId,
    floor: Position,
    answer: E.Either<Failure, AtPosition<A>>,
  ): TaskEither<Failure, AtPosition<A>> => {
    if (E.isLeft(answer))
      return answer.left._tag === 'ViewNotReady' ? notReady(view, floor, 0n) : TE.fromEither(answer);
    const { position } = answer.right;
    if (position < floor) return notReady(view, floor, position);
    saw(view, position);
    return TE.fromEither(answer);
  };

  // What was asked before a later answer came may well be older than that one; so the floor is taken first.
  const steady =
    <A>(view: ViewId, ask: Answer<A>): Answer<A> =>
    async () => {
      const floor = floorOf(view);
      const first = await ask();
      if (E.isLeft(first) || first.right.position >= floor) return settled(view, floor, first)();
      if (await isReadAsItStands(view, first.right.position)) return first;
      const isThere = await progress.reached(view.name, floor, PATIENCE_MILLIS);
      return settled(view, floor, isThere ? await ask() : first)();
    };

  return {
    folding: {
      ...views,
      apply: (view, step) => async () => {
        const taken = await views.apply(view, step)();
        if (E.isRight(taken) && view.beside !== true) saw(view, step.to.position);
        return taken;
      },
      promote: (view, step) => async () => {
        const taken = await views.promote(view, step)();
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
