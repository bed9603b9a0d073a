import * as E from 'fp-ts/Either';
import type { Checkpoint, CheckpointMoved, Views, ViewUnavailable } from '../../domain/ports/views';
import { besideOf } from '../../domain/shared/view';
import { partsOf } from '../../projections/partitions';
import type { Projection } from '../../projections/projection';
import { beginRebuild } from './begin-rebuild';
import { findHalfBuilt, type HalfBuilt, type RebuildOrder } from './bookkeeping';

/** A partition, or the whole of a view that is not split; `half`: absent where it was not begun, or is live already. */
export type HalfPart = { readonly part: Projection; readonly half: HalfBuilt | undefined };

/**
 * A view that is made beside the live one, partition by partition. The books of the first partition say whether it is: they are
 * written last where it begins, go first where it is called off, and are the last to become live. So what stands beside
 * without them belongs to nothing, and is to be dropped.
 */
export type HalfMade = {
  readonly order: RebuildOrder;
  readonly parts: ReadonlyArray<HalfPart>;
  /** Some of it may be live already: what stands no more beside is not to be begun again. */
  readonly isSwitching: boolean;
  /** Of the partition that is the least far. */
  readonly checkpoint: Checkpoint;
};

type Found = E.Either<ViewUnavailable, HalfMade | undefined>;

const least = (one: Checkpoint, { half }: HalfPart): Checkpoint =>
  half !== undefined && half.checkpoint.position < one.position ? half.checkpoint : one;

/** What is being made of a projection; undefined where nothing is, or can't be gone on with. */
export const findHalfMade = async (views: Views, projection: Projection): Promise<Found> => {
  const [first, ...others] = partsOf(projection, views.partitions);
  if (first === undefined) return E.right(undefined);
  const known = await findHalfBuilt(views, first)();
  if (E.isLeft(known)) return known;
  if (known.right === undefined) return E.right(undefined);
  const { order, switching: isSwitching = false } = known.right.bookkeeping;
  const halves = await Promise.all(others.map(async (part) => ({ part, found: await findHalfBuilt(views, part)() })));
  const parts: Array<HalfPart> = [{ part: first, half: known.right }];
  for (const { part, found } of halves) {
    if (E.isLeft(found)) return found;
    const isOfOrder = found.right?.bookkeeping.order.rebuildId === order.rebuildId;
    parts.push({ part, half: isOfOrder ? found.right : undefined });
  }
  return E.right({ order, parts, isSwitching, checkpoint: parts.reduce(least, known.right.checkpoint) });
};

/** Empty views beside the live ones, the first partition's last. */
export const beginHalfMade = async (
  views: Views,
  projection: Projection,
  order: RebuildOrder,
): Promise<E.Either<ViewUnavailable | CheckpointMoved, void>> => {
  const [first, ...others] = partsOf(projection, views.partitions);
  const begun = await Promise.all(others.map(async (part) => beginRebuild(views, part, order)()));
  const failed = begun.find(E.isLeft);
  if (failed !== undefined || first === undefined) return failed ?? E.right(undefined);
  const last = await beginRebuild(views, first, order)();
  return E.isLeft(last) ? last : E.right(undefined);
};

/** Drops all that is made beside, the first partition's first. */
export const dropHalfMade = async (views: Views, projection: Projection): Promise<E.Either<ViewUnavailable, void>> => {
  const [first, ...others] = partsOf(projection, views.partitions);
  if (first === undefined) return E.right(undefined);
  const dropped = await views.drop(besideOf(first))();
  if (E.isLeft(dropped)) return dropped;
  const more = await Promise.all(others.map(async (part) => views.drop(besideOf(part))()));
  return more.find(E.isLeft) ?? E.right(undefined);
};

/** Drops what stands beside and belongs to nothing: its order was called off, or never given whole. */
export const dropLeftOver = async (views: Views, projection: Projection): Promise<E.Either<ViewUnavailable, void>> => {
  const [, ...others] = partsOf(projection, views.partitions);
  const known = await Promise.all(others.map(async (part) => ({ part, at: await views.checkpoint(besideOf(part))() })));
  for (const { part, at } of known) {
    if (E.isLeft(at)) return at;
    const dropped = at.right === undefined ? at : await views.drop(besideOf(part))();
    if (E.isLeft(dropped)) return dropped;
  }
  return E.right(undefined);
};
