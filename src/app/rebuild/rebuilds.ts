import { once, setMaxListeners } from 'node:events';
import * as E from 'fp-ts/Either';
import type { TaskEither } from 'fp-ts/TaskEither';
import type { Ids } from '../../domain/ports/ids';
import type { Logger } from '../../domain/ports/logger';
import type { CheckpointMoved, ViewUnavailable } from '../../domain/ports/views';
import type { Actor } from '../../domain/shared/recorded';
import { besideOf } from '../../domain/shared/view';
import { createWaitingLine } from '../../domain/shared/waiting-line';
import type { Projection } from '../../projections/projection';
import { isInJournal } from '../workers/run-projection-start';
import { beginRebuild } from './begin-rebuild';
import { findHalfBuilt, type HalfBuilt, type RebuildOrder, type Why } from './bookkeeping';
import type { RebuildEnd } from './carry-out';
import type { MakingDeps } from './making';
import { startRebuild, type Underway } from './underway';

export type RebuildsDeps = MakingDeps & {
  readonly ids: Ids;
  readonly logger: Logger;
};

export type LastRebuild = { readonly order: RebuildOrder; readonly end: RebuildEnd };
type Begun = TaskEither<ViewUnavailable | CheckpointMoved, Underway | undefined>;

/** The views that this process makes anew, at most one of each name at a time. */
export type Rebuilds = {
  readonly underway: (name: string) => Underway | undefined;
  /** The last one that has ended in this process. */
  readonly last: (name: string) => LastRebuild | undefined;
  /** Begins one. Undefined where the view is being made already, here or elsewhere. */
  readonly begin: (projection: Projection, by: { readonly why: Why; readonly actor: Actor }) => Begun;
  /** Goes on with what was begun and is not carried out here; undefined where there is nothing. Throws the journal's JournalError. */
  readonly takeUp: (projection: Projection) => Begun;
  /** Drops what is made beside, whoever makes it; who does notices. */
  readonly cancel: (projection: Projection) => TaskEither<ViewUnavailable, void>;
  /** Resolves when a rebuild has ended here, or the signal aborts. */
  readonly nextEnd: (signal: AbortSignal) => Promise<void>;
  /** Carries out whatever is begun until the signal aborts. Rejects with the first defect. */
  readonly run: (signal: AbortSignal) => Promise<void>;
};

const untilAborted = async (signal: AbortSignal): Promise<void> => {
  if (!signal.aborted) await once(signal, 'abort');
};

export const createRebuilds = (deps: RebuildsDeps): Rebuilds => {
  const { views, journal, clock, ids } = deps;
  const stopping = new AbortController();
  // Every rebuild listens to it.
  setMaxListeners(0, stopping.signal);
  const underway = new Map<string, Underway>();
  const last = new Map<string, LastRebuild>();
  const beginning = new Set<string>();
  const ends = createWaitingLine();
  let defective: (defect: unknown) => void = () => undefined;
  const defect = new Promise<never>((_, reject) => {
    defective = reject;
  });
  // It is looked at by `run`, which may begin later.
  defect.catch(() => undefined);

  const onEnd = (name: string, order: RebuildOrder) => (end: RebuildEnd) => {
    underway.delete(name);
    last.set(name, { order, end });
    ends.wakeAll();
  };

  const start = (projection: Projection, from: HalfBuilt): Underway => {
    const one = startRebuild({ ...deps, projection, from }, stopping.signal);
    underway.set(projection.name, one);
    one.ended.then(onEnd(projection.name, one.order)).catch(defective);
    return one;
  };

  /** One at a time for each name: whoever comes meanwhile finds it begun. */
  const alone =
    ({ name }: Projection, work: () => ReturnType<Begun>): Begun =>
    async () => {
      if (beginning.has(name) || underway.has(name)) return E.right(undefined);
      beginning.add(name);
      return work().finally(() => beginning.delete(name));
    };

  return {
    underway: (name) => underway.get(name),
    last: (name) => last.get(name),
    begin: (projection, { why, actor }) =>
      alone(projection, async () => {
        const half = await findHalfBuilt(views, projection)();
        if (E.isLeft(half)) return half;
        if (half.right !== undefined) return E.right(undefined);
        const order = { rebuildId: ids.random(), why, actor, orderedAt: clock.now() };
        const begun = await beginRebuild(views, projection, order)();
        return E.isLeft(begun) ? begun : E.right(start(projection, begun.right));
      }),
    takeUp: (projection) =>
      alone(projection, async () => {
        const half = await findHalfBuilt(views, projection)();
        if (E.isLeft(half)) return half;
        if (half.right === undefined) return E.right(undefined);
        if (await isInJournal(journal, half.right.checkpoint)) return E.right(start(projection, half.right));
        const dropped = await views.drop(besideOf(projection))();
        return E.isLeft(dropped) ? dropped : E.right(undefined);
      }),
    cancel: (projection) => {
      const drop = views.drop(besideOf(projection));
      return underway.get(projection.name)?.cancel(drop) ?? drop;
    },
    nextEnd: ends.woken,
    run: async (signal) => {
      try {
        await Promise.race([untilAborted(signal), defect]);
      } finally {
        stopping.abort();
        await Promise.allSettled([...underway.values()].map(async ({ ended }) => ended));
      }
    },
  };
};
