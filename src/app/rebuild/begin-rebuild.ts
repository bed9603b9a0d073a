import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { CheckpointMoved, Views, ViewUnavailable } from '../../domain/ports/views';
import { besideOf, type ViewId } from '../../domain/shared/view';
import { type Bookkeeping, type HalfBuilt, putBookkeeping, type RebuildOrder } from './bookkeeping';
import { digestRows } from './digest-rows';

/** An empty view beside the live one, with its order in it; whatever was there is dropped. */
export const beginRebuild = (
  views: Views,
  view: ViewId,
  order: RebuildOrder,
): TE.TaskEither<ViewUnavailable | CheckpointMoved, HalfBuilt> => {
  const beside = besideOf(view);
  const bookkeeping: Bookkeeping = {
    order,
    account: { events: 0, rows: 0, digest: digestRows().hex() },
    compared: null,
  };
  return pipe(
    views.reset(beside),
    TE.chainW((checkpoint) =>
      pipe(
        views.apply(beside, { from: checkpoint, to: checkpoint, changes: [putBookkeeping(bookkeeping)] }),
        TE.map(() => ({ checkpoint, bookkeeping })),
      ),
    ),
  );
};
