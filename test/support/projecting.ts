import { setImmediate as nextTurn } from 'node:timers/promises';
import { openTemporaryViews } from '../../src/adapters/embedded/views/open-temporary-views';
import { systemIds } from '../../src/adapters/system/ids';
import { createWriter } from '../../src/app/commands/create-writer';
import { readPartitions } from '../../src/app/partitions/read-partitions';
import { createRebuilds, type Rebuilds } from '../../src/app/rebuild/rebuilds';
import { createProjectionBoard, type ProjectionBoard } from '../../src/app/workers/projection-board';
import { runProjections } from '../../src/app/workers/run-projections';
import { createViewProgress, type ViewProgress } from '../../src/app/workers/view-progress';
import type { Views } from '../../src/domain/ports/views';
import { allProjections } from '../../src/projections/all-projections';
import type { Projection } from '../../src/projections/projection';
import { toNewEvent, type Told } from './histories';
import { createInMemoryJournal, type InMemoryJournal } from './in-memory-journal';
import { silent } from './http-deps';
import { right } from './right';
import { createTestClock, type TestClock } from './test-clock';
import { watchWrites } from './watch-writes';

export type Projecting = {
  readonly journal: InMemoryJournal;
  readonly views: Views;
  /** The same, as whoever asks sees them. */
  readonly asked: Views;
  readonly clock: TestClock;
  readonly progress: ViewProgress;
  readonly board: ProjectionBoard;
  /** Appends what is told, in order, and answers with the position of the last. */
  readonly tell: (...told: ReadonlyArray<Told>) => Promise<bigint>;
  /** Runs until it is stopped. */
  readonly start: (over?: {
    readonly views?: Views;
    readonly projections?: ReadonlyArray<Projection>;
  }) => () => Promise<void>;
  /** Of what was started last. */
  readonly rebuilds: () => Rebuilds;
  /** Every view has come so far. */
  readonly caughtUp: () => Promise<void>;
  readonly stopAll: () => Promise<void>;
  readonly close: () => Promise<void>;
};

const NAMESPACE = '0b0f3a50-5c1e-4f43-8a0c-27ac1a1c9b3e';

/** Views, split into so many partitions, in a folder of their own over a journal in memory, and the runners between them. */
export const openProjecting = async (
  projections: ReadonlyArray<Projection> = allProjections,
  partitions = 1,
): Promise<Projecting> => {
  const opened = right(await openTemporaryViews('ledger-1')());
  const { views: ownViews, isWriting } = watchWrites({ ...opened.views, partitions });
  const asked = readPartitions(ownViews, projections);
  const clock = createTestClock(undefined, isWriting);
  const journal = createInMemoryJournal();
  const progress = createViewProgress(clock, partitions);
  const board = createProjectionBoard();
  const writer = createWriter(journal, NAMESPACE, { clock, tries: 3, signal: new AbortController().signal });
  const stops: Array<() => Promise<void>> = [];
  const lengths = new Map<string, bigint>();
  let count = 0;
  let rebuilds: Rebuilds | undefined;

  const start: Projecting['start'] = ({ views = ownViews, projections: started = projections } = {}) => {
    const stopping = new AbortController();
    const parts = { journal, views, ledgerId: 'ledger-1', clock, logger: silent };
    rebuilds = createRebuilds({ ...parts, ids: systemIds, writer });
    const running = runProjections({ ...parts, progress, board, rebuilds, projections: started }, stopping.signal);
    const stop = async (): Promise<void> => {
      stopping.abort();
      await running;
    };
    stops.push(stop);
    return stop;
  };

  const stopAll = async (): Promise<void> => {
    for (const stop of stops) await stop();
  };

  return {
    journal,
    views: ownViews,
    asked,
    clock,
    progress,
    board,
    start,
    rebuilds: () => {
      if (rebuilds === undefined) throw new Error('nothing was started');
      return rebuilds;
    },
    tell: async (...told) => {
      let position = 0n;
      for (const one of told) {
        const length = lengths.get(one.stream);
        const event = toNewEvent(one, (count += 1));
        const appended = right(await journal.append(one.stream, length ?? 'no-stream', [event])());
        lengths.set(one.stream, appended.revision);
        position = appended.position;
      }
      return position;
    },
    caughtUp: async () => {
      const head = right(await journal.head()());
      for (const { name } of projections)
        if (!(await progress.reached(name, head, 60_000))) throw new Error(`${name} does not catch up`);
      // Where nothing was told, a view has caught up before it is there.
      for (const projection of projections)
        while (right(await asked.checkpoint(projection)()) === undefined) await nextTurn();
    },
    stopAll,
    close: async () => {
      await stopAll();
      await opened.close();
    },
  };
};
