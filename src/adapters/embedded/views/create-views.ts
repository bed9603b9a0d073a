import * as E from 'fp-ts/Either';
import { identity, pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { AtPosition, Checkpoint, ViewNotReady, Views, ViewUnavailable } from '../../../domain/ports/views';
import type { ViewId } from '../../../domain/shared/view';
import { transaction } from '../transaction';
import { readSnapshot } from './read-snapshot';
import type { Store } from './store';

/** Runs `work` on the open store; what it throws is the store's own trouble. */
export type Use = <A>(work: (store: Store) => A) => A;

export type ViewsOptions = { readonly file: string; readonly ledgerId: string; readonly use: Use };

const attempt = <F, A>(work: () => E.Either<F, A>): TE.TaskEither<F | ViewUnavailable, A> =>
  pipe(
    TE.tryCatch(
      async () => work(),
      (cause): ViewUnavailable => ({ _tag: 'ViewUnavailable', cause }),
    ),
    TE.chainEitherKW(identity),
  );

const same = (one: Checkpoint, other: Checkpoint): boolean =>
  one.ledgerId === other.ledgerId && one.position === other.position && one.eventId === other.eventId;

/** One reading transaction, so that another process's write can't fall between the position and the answer. */
const reading = <A>({ database }: Store, work: () => A): A => {
  database.exec('BEGIN');
  try {
    return work();
  } finally {
    database.exec('COMMIT');
  }
};

export const createViews = ({ file, ledgerId, use }: ViewsOptions): Views => {
  const read = <A>(
    view: ViewId,
    work: (store: Store, id: number) => A,
  ): TE.TaskEither<ViewUnavailable | ViewNotReady, AtPosition<A>> =>
    attempt<ViewNotReady, AtPosition<A>>(() =>
      use((store) =>
        reading(store, () => {
          const known = store.checkpoints.find(view);
          if (known?.checkpoint.ledgerId !== ledgerId) return E.left({ _tag: 'ViewNotReady', view: view.name });
          return E.right({ position: known.checkpoint.position, value: work(store, known.id) });
        }),
      ),
    );

  return {
    checkpoint: (view) => attempt(() => E.right(use(({ checkpoints }) => checkpoints.find(view)?.checkpoint))),
    reset: (view) =>
      attempt(() => {
        const start: Checkpoint = { ledgerId, position: 0n, eventId: '' };
        use(({ database, checkpoints }) => {
          transaction(database, () => {
            checkpoints.drop(view);
            checkpoints.create(view, start);
          });
        });
        return E.right(start);
      }),
    apply: (view, { from, to, changes }) =>
      attempt(() =>
        use(({ database, checkpoints, writer, sweep }) =>
          transaction(database, () => {
            const known = checkpoints.find(view);
            if (known === undefined || !same(known.checkpoint, from))
              return E.left({ _tag: 'CheckpointMoved' as const, view: view.name });
            for (const change of changes) writer.change(known.id, change);
            checkpoints.move(known.id, to);
            sweep();
            return E.right(undefined);
          }),
        ),
      ),
    get: (view, keys) =>
      read(view, ({ reader }, id) =>
        keys.flatMap((key) => {
          const value = reader.get(id, key);
          return value === undefined ? [] : [{ ...key, value }];
        }),
      ),
    range: (view, index, options) => read(view, ({ reader }, id) => reader.range(id, index, options)),
    count: (view, index, bounds = {}) => read(view, ({ reader }, id) => reader.count(id, index, bounds)),
    snapshot: (view) => attempt(() => readSnapshot(file, view, ledgerId)),
  };
};
