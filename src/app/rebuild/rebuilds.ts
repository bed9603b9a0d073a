import { once, setMaxListeners } from 'node:events';
import * as E from 'fp-ts/Either';
import type { TaskEither } from 'fp-ts/TaskEither';
import type { Ids } from '../../domain/ports/ids';
import type { Logger } from '../../domain/ports/logger';
import type { CheckpointMoved, ViewUnavailable } from '../../domain/ports/views';
import type { Actor } from '../../domain/shared/recorded';
import { createWaitingLine } from '../../domain/shared/waiting-line';
import type { Projection } from '../../projections/projection';
import { areInJournal } from '../workers/run-projection-start';
import type { RebuildOrder, Why } from './bookkeeping';
import type { RebuildEnd } from './carry-out';
import { beginHalfMade, dropHalfMade, dropLeftOver, findHalfMade, type HalfMade } from './half-made';
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

  const start = (projection: Projection, from: HalfMade): Underway => {
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
        const half = await findHalfMade(views, projection);
        if (E.isLeft(half)) return half;
        if (half.right !== undefined) return E.right(undefined);
        const order = { rebuildId: ids.random(), why, actor, orderedAt: clock.now() };
        const begun = await beginHalfMade(views, projection, order);
        if (E.isLeft(begun)) return begun;
        const made = await findHalfMade(views, projection);
        if (E.isLeft(made)) return made;
        // Somebody else may have begun at the same instant: whoever came last carries it out.
        const isOurs = made.right?.order.rebuildId === order.rebuildId;
        return E.right(made.right !== undefined && isOurs ? start(projection, made.right) : undefined);
      }),
    takeUp: (projection) =>
      alone(projection, async () => {
        const half = await findHalfMade(views, projection);
        if (E.isLeft(half)) return half;
        if (half.right === undefined) {
          const swept = await dropLeftOver(views, projection);
          return E.isLeft(swept) ? swept : E.right(undefined);
        }
        const checkpoints = half.right.parts.flatMap((one) => (one.half === undefined ? [] : [one.half.checkpoint]));
        const isFound = await areInJournal(journal, checkpoints);
        if (checkpoints.every(isFound)) return E.right(start(projection, half.right));
        const dropped = await dropHalfMade(views, projection);
        return E.isLeft(dropped) ? dropped : E.right(undefined);
      }),
    cancel: (projection) => {
      const drop = async () => dropHalfMade(views, projection);
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
