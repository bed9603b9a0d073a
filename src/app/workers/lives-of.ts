import * as E from 'fp-ts/Either';
import type { LiveView, Views, ViewUnavailable } from '../../domain/ports/views';
import type { ViewId } from '../../domain/shared/view';

type Lives = ReadonlyArray<LiveView | undefined>;

/** The live views of these names, in their order. */
export const livesOf = async (
  views: Pick<Views, 'live'>,
  parts: ReadonlyArray<Pick<ViewId, 'name'>>,
): Promise<E.Either<ViewUnavailable, Lives>> => {
  const read = await Promise.all(parts.map(async ({ name }) => views.live(name)()));
  const failed = read.find(E.isLeft);
  return failed ?? E.right(read.map((one) => (E.isRight(one) ? one.right : undefined)));
};

/** Of the partitions of a view the newest version, and the checkpoint of the last; undefined where none is there. */
export const leastOf = (lives: Lives): LiveView | undefined => {
  const known = lives.filter((live) => live !== undefined);
  return known.reduce<LiveView | undefined>((least, live) => {
    if (least === undefined) return live;
    const { checkpoint } = live.checkpoint.position < least.checkpoint.position ? live : least;
    return { version: Math.max(least.version, live.version), checkpoint };
  }, undefined);
};
