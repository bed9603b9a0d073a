import * as E from 'fp-ts/Either';
import { createEmbeddedFanOut } from '../../../src/adapters/embedded/fan-out/create-embedded-fan-out';
import { followProgress } from '../../../src/app/workers/follow-progress';
import { createProjectionBoard, type ProjectionBoard } from '../../../src/app/workers/projection-board';
import { relayProgress } from '../../../src/app/workers/relay-progress';
import { createViewProgress, type ViewProgress } from '../../../src/app/workers/view-progress';
import type { Checkpoint } from '../../../src/domain/ports/views';
import { partitionName, partitionOf } from '../../../src/domain/shared/partitions';
import { createTestClock, type TestClock } from '../../support/test-clock';

const view = { name: 'inbox', version: 1 };
const PARTITIONS = 4;
const part = partitionName('inbox', partitionOf('u-1', PARTITIONS));
const at = (position: bigint): Checkpoint => ({ ledgerId: 'ledger', position, eventId: '' });

let clock: TestClock;
let folding: ViewProgress;
let following: ViewProgress;
let board: ProjectionBoard;
let boardThere: ProjectionBoard;
let stored: Checkpoint | undefined;
let isDeaf: boolean;
let stop: () => Promise<void>;

/** One process folds, another does not. */
beforeEach(() => {
  clock = createTestClock();
  [folding, following] = [createViewProgress(clock, PARTITIONS), createViewProgress(clock, PARTITIONS)];
  [board, boardThere] = [createProjectionBoard(), createProjectionBoard()];
  stored = at(3n);
  isDeaf = false;
  const fanOut = createEmbeddedFanOut();
  const stopping = new AbortController();
  const running = Promise.all([
    relayProgress({ progress: folding, fanOut, clock, board, views: ['inbox'] }, stopping.signal),
    followProgress(
      {
        ...{ progress: following, clock, board: boardThere, views: [view] },
        fanOut: {
          ...fanOut,
          listen: (topic, hear) => fanOut.listen(topic, (word) => (isDeaf ? undefined : hear(word))),
        },
        checkpoint: () => async () => E.right(stored),
      },
      stopping.signal,
    ),
  ]);
  stop = async () => {
    stopping.abort();
    await running;
  };
});
afterEach(async () => stop());

const fold = (position: bigint): void => {
  stored = at(position);
  folding.moved('inbox', position);
};

it('knows at once how far a view is that another process folds', async () => {
  fold(7n);
  await clock.advance(0);
  expect(following.position('inbox')).toBe(7n);
});

it('looks for itself where words are lost', async () => {
  isDeaf = true;
  fold(7n);
  await clock.advance(600);
  expect(following.position('inbox')).toBe(7n);
});

it('believes that nothing stands between the checkpoint and the head, until the view is lost', async () => {
  folding.moved('inbox', 9n);
  await clock.advance(0);
  expect([stored?.position, following.position('inbox')]).toStrictEqual([3n, 9n]);
  isDeaf = true;
  stored = undefined;
  await clock.advance(600);
  expect(following.position('inbox')).toBe(0n);
});

it('lets who folds know that somebody waits', async () => {
  const waited = new AbortController();
  let isAwaited = false;
  void folding.awaited('inbox', waited.signal).then(() => {
    isAwaited = true;
  });
  await clock.advance(300);
  expect(isAwaited).toBe(false);
  const reached = following.reached('inbox', 8n, 2_000);
  await clock.advance(50);
  expect(isAwaited).toBe(true);
  fold(8n);
  await clock.advance(50);
  expect(await reached).toBe(true);
});

it('shows how the projections stand there', async () => {
  const standing = { ...view, position: 5n, status: 'live', unknownEvents: 0, lastError: undefined } as const;
  board.report(standing);
  fold(5n);
  await clock.advance(0);
  expect(boardThere.statuses(clock.now())).toStrictEqual([{ ...standing, rate: 0 }]);
});

describe('a partition', () => {
  it('is spoken of only where somebody waits for it', async () => {
    folding.moved(part, 9n);
    await clock.advance(2_000);
    expect(following.position(part)).toBe(0n);
    const reached = following.reached('inbox', 9n, 2_000, 'u-1');
    await clock.advance(50);
    expect(await reached).toBe(true);
  });

  it('is brought on at once where somebody elsewhere waits for it, and for no other', async () => {
    const hurried: Array<string> = [];
    const { signal } = new AbortController();
    void folding.awaited('inbox', signal).then(() => hurried.push(...folding.waitedFor('inbox')));
    const reached = following.reached('inbox', 9n, 2_000, 'u-1');
    await clock.advance(50);
    expect(hurried).toStrictEqual([part]);
    folding.moved(part, 9n);
    await clock.advance(50);
    expect(await reached).toBe(true);
  });

  it('is looked at where words are lost', async () => {
    isDeaf = true;
    stored = at(9n);
    const reached = following.reached('inbox', 9n, 2_000, 'u-1');
    await clock.advance(200);
    expect(await reached).toBe(true);
  });
});
