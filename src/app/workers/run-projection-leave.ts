import * as E from 'fp-ts/Either';
import type { Clock } from '../../domain/ports/clock';
import type { LiveView, Views, ViewUnavailable } from '../../domain/ports/views';
import type { Position } from '../../domain/shared/stored-event';
import { partsOf } from '../../projections/partitions';
import type { Projection } from '../../projections/projection';
import type { Rebuilds } from '../rebuild/rebuilds';
import { inScope } from './in-scope';
import { leastOf, livesOf } from './lives-of';

const LOOK_AGAIN_MILLIS = 1_000;
const LOOK_AFTER_FAULT_MILLIS = 5_000;

type Deps = { readonly views: Views; readonly clock: Clock };
type Seen = { readonly name: string; readonly live: LiveView };

/** Watches a view of a newer version, which somebody else folds, for as long as it, or a partition of it, is the live one. */
export const watchNewer = async (
  { views, clock }: Deps,
  projection: Projection,
  onSeen: (least: LiveView, parts: ReadonlyArray<Seen>) => void,
  signal: AbortSignal,
): Promise<E.Either<ViewUnavailable, void>> => {
  const parts = partsOf(projection, views.partitions);
  while (!signal.aborted) {
    const lives = await livesOf(views, parts);
    if (E.isLeft(lives)) return lives;
    const least = leastOf(lives.right);
    if (least === undefined || least.version <= projection.version) break;
    const seen = parts.flatMap(({ name }, at) => {
      const live = lives.right[at];
      return live === undefined ? [] : [{ name, live }];
    });
    onSeen(least, seen);
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
  projection: Projection,
  position: () => Position,
  signal: AbortSignal,
): Promise<void> => {
  const parts = partsOf(projection, views.partitions);
  let first: { readonly live: LiveView | undefined } | undefined;
  while (!signal.aborted) {
    const read = await livesOf(views, parts);
    if (E.isRight(read)) {
      const live = leastOf(read.right);
      first ??= { live };
      const isOwn = live?.version === projection.version;
      const stands = isOwn ? live.checkpoint.position === position() : isSame(live, first.live);
      if (!stands) return;
    }
    await inScope(signal, async (scope) =>
      Promise.race([rebuilds.nextEnd(scope), clock.wait(LOOK_AFTER_FAULT_MILLIS, scope)]),
    );
  }
};
