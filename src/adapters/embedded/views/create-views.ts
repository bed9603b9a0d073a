import * as E from 'fp-ts/Either';
import { identity, pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type {
  AtPosition,
  Checkpoint,
  CheckpointMoved,
  Step,
  ViewNotReady,
  Views,
  ViewUnavailable,
} from '../../../domain/ports/views';
import type { ViewId } from '../../../domain/shared/view';
import type { Connections } from './connections';
import { packChanges } from './pack-change';
import type { RowReader } from './read-rows';
import { readSnapshot } from './read-snapshot';

export type ViewsOptions = { readonly file: string; readonly ledgerId: string; readonly connections: Connections };

const attempt = <F, A>(work: () => Promise<E.Either<F, A>>): TE.TaskEither<F | ViewUnavailable, A> =>
  pipe(
    TE.tryCatch(work, (cause): ViewUnavailable => ({ _tag: 'ViewUnavailable', cause })),
    TE.chainEitherKW(identity),
  );

/** A projection is a view too, but only its id can be sent to a thread. */
const idOf = ({ name, version, beside }: ViewId): ViewId => ({
  name,
  version,
  ...(beside === true ? { beside } : {}),
});

export const createViews = ({ file, ledgerId, connections }: ViewsOptions): Views => {
  const read = <A>(
    view: ViewId,
    work: (reader: RowReader, id: number) => A,
  ): TE.TaskEither<ViewUnavailable | ViewNotReady, AtPosition<A>> =>
    attempt<ViewNotReady, AtPosition<A>>(async () =>
      connections.read(({ atOnce, checkpoints, reader }) =>
        atOnce(() => {
          const known = checkpoints.findRead(view);
          if (known?.checkpoint.ledgerId !== ledgerId) return E.left({ _tag: 'ViewNotReady', view: view.name });
          return E.right({ position: known.checkpoint.position, value: work(reader, known.id) });
        }),
      ),
    );

  const write = (
    kind: 'apply' | 'promote',
    view: ViewId,
    { from, to, changes }: Step,
  ): TE.TaskEither<ViewUnavailable | CheckpointMoved, void> =>
    attempt(async () => {
      const step = { kind, view: idOf(view), from, to, changes: packChanges(changes), count: changes.length };
      const taken = await connections.write(step);
      return taken ? E.right(undefined) : E.left({ _tag: 'CheckpointMoved' as const, view: view.name });
    });

  return {
    partitions: 1,
    checkpoint: (view) =>
      attempt(async () => connections.read(({ checkpoints }) => E.right(checkpoints.find(view)?.checkpoint))),
    live: (name) =>
      attempt(async () =>
        connections.read(({ checkpoints }) => {
          const known = checkpoints.findLive(name);
          return E.right(known && { version: known.version, checkpoint: known.checkpoint });
        }),
      ),
    reset: (view) =>
      attempt(async () => {
        const start: Checkpoint = { ledgerId, position: 0n, eventId: '' };
        await connections.write({ kind: 'reset', view: idOf(view), start });
        return E.right(start);
      }),
    apply: (view, step) => write('apply', view, step),
    promote: (view, step) => write('promote', view, step),
    drop: (view) =>
      attempt(async () => {
        await connections.write({ kind: 'drop', view: idOf(view) });
        return E.right(undefined);
      }),
    get: (view, keys) =>
      read(view, (reader, id) =>
        keys.flatMap(({ table, key }) => {
          const value = reader.get(id, { table, key });
          return value === undefined ? [] : [{ table, key, value }];
        }),
      ),
    range: (view, index, options) => read(view, (reader, id) => reader.range(id, index, options)),
    count: (view, index, bounds = {}) => read(view, (reader, id) => reader.count(id, index, bounds)),
    snapshot: (view) => attempt(async () => readSnapshot(file, view, ledgerId)),
  };
};
