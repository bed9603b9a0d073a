import * as E from 'fp-ts/Either';
import type { TaskEither } from 'fp-ts/TaskEither';
import type { Clock } from '../../domain/ports/clock';
import type { Logger } from '../../domain/ports/logger';
import type { ChunkQueue } from '../../domain/ports/work-queue';
import { priorities, type Priority } from '../../domain/shared/codecs';
import { plusMillis } from '../../domain/shared/instant';
import type { Position } from '../../domain/shared/stored-event';
import type { BatchesQuestions } from '../../projections/batches/questions';
import type { BatchRow } from '../../projections/batches/row';
import type { OutstandingQuestions } from '../../projections/outstanding/questions';
import { type ChunkWindow, createChunkWindow, WINDOW } from './chunk-window';
import { inScope } from './in-scope';

type Failure = { readonly _tag: string };

export type RunningBatches = {
  readonly batches: Pick<BatchesQuestions, 'accepting' | 'processing' | 'closing'>;
  readonly outstanding: Pick<OutstandingQuestions, 'dueCount'>;
  readonly queue: ChunkQueue;
  readonly sumUp: (batch: BatchRow) => TaskEither<Failure, Position>;
  readonly skip: (batch: BatchRow) => TaskEither<Failure, Position>;
  readonly abandon: (batchId: string) => TaskEither<Failure, Position>;
  readonly isDead: (incarnation: string) => boolean;
  readonly clock: Clock;
  readonly logger: Logger;
  /**
   * A promise of the next move of the view of batches, or, where deliveries are waited for, of the one of them too; counted
   * from this call on.
   */
  readonly watch: () => (signal: AbortSignal, deliveriesToo: boolean) => Promise<void>;
  /** Whether the views that pace a batch have seen the position; waits a moment for it. */
  readonly viewsReach: (position: Position) => Promise<boolean>;
};

/** While so many deliveries of a priority are due, no chunk of that priority is added to them. */
const MOST_DUE = 1_024;
/** How many a chunk may add. */
const DUE_OF_A_CHUNK = 100;
/** So many batches of one priority take turns with none of them waiting for another to end. */
const AT_ONCE = 16;
/** What was given to the queue so long ago and is not done was lost by it, or waits in it: doubles are harmless. */
const LOST_AFTER_MILLIS = 120_000;
const LONGEST_WAIT_MILLIS = 1_000;
const WAIT_AFTER_FAILURE_MILLIS = 500;

/** What is remembered from round to round: what is with the queue, and how far the view was when that was given to it. */
type Memory = {
  windows: ReadonlyMap<Priority, ChunkWindow>;
  losses: number;
  admittedAt: Position;
  /** So much is due that no chunk was added to it. */
  full: boolean;
};

/** `moved`: there may be more to do at once; `idle`: not before something changes. */
type Round = E.Either<Failure, 'moved' | 'idle'>;
const idle: Round = E.right('idle');
const moved: Round = E.right('moved');

const each = async (
  rows: ReadonlyArray<BatchRow>,
  { viewsReach }: RunningBatches,
  write: (row: BatchRow) => TaskEither<Failure, Position>,
): Promise<Round> => {
  for (const row of rows) {
    const written = await write(row)();
    if (E.isLeft(written)) return written;
    await viewsReach(written.right);
  }
  return rows.length === 0 ? idle : moved;
};

/** Whoever wrote their recipients down is dead: nobody ever seals them. */
const abandonUnsealed = async (deps: RunningBatches): Promise<Round> => {
  const { batches, abandon, isDead, logger } = deps;
  const accepting = await batches.accepting(AT_ONCE)();
  if (E.isLeft(accepting)) return accepting;
  const left = accepting.right.value.map(({ row }) => row).filter(({ by }) => isDead(by));
  return each(left, deps, ({ batchId }) => {
    logger.warn('a batch is abandoned: its recipients were not all written down', { batch: batchId });
    return abandon(batchId);
  });
};

/** Of batches that go no further: the chunks that are left, some at a time, and then the sum. */
const closeHalted = async (deps: RunningBatches): Promise<Round> => {
  const closing = await deps.batches.closing(AT_ONCE)();
  if (E.isLeft(closing)) return closing;
  const halted = closing.right.value.map(({ row }) => row);
  return each(halted, deps, (row) => (row.done < row.chunks ? deps.skip(row) : deps.sumUp(row)));
};

/** How many chunks of a priority may be with the queue, or on their way into the views. */
const roomFor = async (
  { outstanding, clock }: RunningBatches,
  priority: Priority,
): Promise<E.Either<Failure, number>> => {
  const due = await outstanding.dueCount(priority, clock.now())();
  if (E.isLeft(due)) return due;
  return E.right(Math.min(WINDOW, Math.max(0, Math.ceil((MOST_DUE - due.right.value) / DUE_OF_A_CHUNK))));
};

const admit = async (
  deps: RunningBatches,
  memory: Memory,
  priority: Priority,
): Promise<E.Either<Failure, 'none' | 'admitted' | Round>> => {
  const processing = await deps.batches.processing(priority, AT_ONCE)();
  if (E.isLeft(processing)) return processing;
  const rows = processing.right.value.map(({ row }) => row);
  const over = rows.filter(({ done, chunks }) => done === chunks);
  if (over.length > 0) return E.right(await each(over, deps, deps.sumUp));
  if (rows.length === 0) return E.right('none');
  const room = await roomFor(deps, priority);
  if (E.isLeft(room)) return room;
  if (room.right === 0) {
    memory.full = true;
    return E.right('none');
  }
  const now = deps.clock.now();
  const times = { now, lostBefore: plusMillis(now, -LOST_AFTER_MILLIS) };
  const given = (await memory.windows.get(priority)?.refill(rows, room.right, times)()) ?? E.right(0);
  if (E.isLeft(given)) return given;
  if (given.right > 0) memory.admittedAt = processing.right.position;
  return E.right('admitted');
};

/** Chunks of the most urgent priority that can go on. The lag of the views holds a batch back: it is a window at most. */
const admitChunks = async (deps: RunningBatches, memory: Memory): Promise<Round> => {
  if (!(await deps.viewsReach(memory.admittedAt))) return idle;
  memory.full = false;
  for (const priority of priorities) {
    const admitted = await admit(deps, memory, priority);
    if (E.isLeft(admitted)) return admitted;
    if (admitted.right === 'none') continue;
    return admitted.right === 'admitted' ? idle : admitted.right;
  }
  return idle;
};

const takeRound = async (deps: RunningBatches, memory: Memory): Promise<Round> => {
  const ended: Array<Round> = [await abandonUnsealed(deps), await closeHalted(deps), await admitChunks(deps, memory)];
  return ended.find(E.isLeft) ?? ended.find((round) => E.isRight(round) && round.right === 'moved') ?? idle;
};

const lossesOf = ({ losses }: ChunkQueue): number => losses?.count() ?? 0;

const emptyWindows = ({ queue }: RunningBatches): Memory['windows'] =>
  new Map(priorities.map((priority) => [priority, createChunkWindow(queue)]));

/** Ends when a view has moved, when the queue has lost what it held, after a second, or when the signal aborts. */
const waitForMore = async (
  { clock, queue }: RunningBatches,
  changed: (signal: AbortSignal) => Promise<void>,
  losses: number,
  signal: AbortSignal,
): Promise<void> =>
  inScope(signal, async (scope) => {
    const wakes = [changed(scope), clock.wait(LONGEST_WAIT_MILLIS, scope)];
    await Promise.race(queue.losses === undefined ? wakes : [...wakes, queue.losses.changed(losses, scope)]);
  });

/**
 * Sees every batch whose recipients are sealed to its end: hands its chunks to the queue, a window at a time, at the pace of
 * the views and of what is outstanding, and says what it came to. What another process does meanwhile, or this one did before a
 * crash, stands in the journal and is not done again; what the queue has lost is handed to it anew.
 */
export const runBatches = async (deps: RunningBatches, signal: AbortSignal): Promise<void> => {
  const memory: Memory = { windows: emptyWindows(deps), losses: lossesOf(deps.queue), admittedAt: 0n, full: false };
  while (!signal.aborted) {
    const changed = deps.watch();
    const losses = lossesOf(deps.queue);
    if (losses !== memory.losses) memory.windows = emptyWindows(deps);
    memory.losses = losses;
    const round = await takeRound(deps, memory);
    if (E.isLeft(round)) {
      deps.logger.warn('batches wait', { because: round.left._tag });
      await deps.clock.wait(WAIT_AFTER_FAILURE_MILLIS, signal);
    } else if (round.right === 'idle') {
      await waitForMore(deps, async (scope) => changed(scope, memory.full), losses, signal);
    }
  }
};
