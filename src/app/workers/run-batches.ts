import * as E from 'fp-ts/Either';
import type { TaskEither } from 'fp-ts/TaskEither';
import type { Clock } from '../../domain/ports/clock';
import type { Logger } from '../../domain/ports/logger';
import { priorities, type Priority } from '../../domain/shared/codecs';
import type { Position } from '../../domain/shared/stored-event';
import type { BatchesQuestions } from '../../projections/batches/questions';
import type { BatchRow, ChunkRow } from '../../projections/batches/row';
import type { OutstandingQuestions } from '../../projections/outstanding/questions';
import { inScope } from './in-scope';

type Failure = { readonly _tag: string };

export type RunningBatches = {
  readonly batches: Pick<BatchesQuestions, 'accepting' | 'processing' | 'waiting'>;
  readonly outstanding: Pick<OutstandingQuestions, 'dueCount'>;
  readonly processChunk: (chunk: ChunkRow) => TaskEither<Failure, Position>;
  readonly complete: (batch: BatchRow) => TaskEither<Failure, Position>;
  readonly abandon: (batchId: string) => TaskEither<Failure, Position>;
  readonly isDead: (incarnation: string) => boolean;
  readonly clock: Clock;
  readonly logger: Logger;
  /** A promise of the next move of the views that are asked here, counted from this call on. */
  readonly watch: () => (signal: AbortSignal) => Promise<void>;
  /** Resolves once the views have seen the position, or after a moment. */
  readonly viewsReach: (position: Position) => Promise<void>;
};

/** While so many deliveries of a priority are due, no chunk of that priority is added to them. */
const MOST_DUE = 1_024;
/** So many batches of one priority take turns with none of them waiting for another to end. */
const AT_ONCE = 16;
const LONGEST_WAIT_MILLIS = 1_000;
const WAIT_AFTER_FAILURE_MILLIS = 500;

/** `moved`: there may be more to do at once; `idle`: not before something changes. */
type Round = E.Either<Failure, 'moved' | 'idle'>;
const idle: Round = E.right('idle');
const moved: Round = E.right('moved');

/** Whoever wrote their recipients down is dead: nobody ever seals them. */
const abandonUnsealed = async (deps: RunningBatches): Promise<Round> => {
  const { batches, abandon, isDead, logger } = deps;
  const accepting = await batches.accepting(AT_ONCE)();
  if (E.isLeft(accepting)) return accepting;
  let round = idle;
  for (const { row } of accepting.right.value) {
    if (!isDead(row.by)) continue;
    const abandoned = await abandon(row.batchId)();
    if (E.isLeft(abandoned)) return abandoned;
    await deps.viewsReach(abandoned.right);
    logger.warn('a batch was abandoned: its recipients were not all written down', { batch: row.batchId });
    round = moved;
  }
  return round;
};

const advance = async (deps: RunningBatches, batch: BatchRow): Promise<Round> => {
  const waiting = await deps.batches.waiting(batch.batchId, 1)();
  if (E.isLeft(waiting)) return waiting;
  const chunk = waiting.right.value[0]?.row;
  const stored = chunk === undefined ? await deps.complete(batch)() : await deps.processChunk(chunk)();
  if (E.isLeft(stored)) return stored;
  // The next chunk is admitted by what the views say then: their lag is what holds a batch back.
  await deps.viewsReach(stored.right);
  return moved;
};

const advancePriority = async (deps: RunningBatches, priority: Priority): Promise<Round> => {
  const processing = await deps.batches.processing(priority, AT_ONCE)();
  if (E.isLeft(processing)) return processing;
  let round = idle;
  for (const { row } of processing.right.value) {
    const due = await deps.outstanding.dueCount(priority, deps.clock.now())();
    if (E.isLeft(due)) return due;
    if (due.right.value >= MOST_DUE) return round;
    const advanced = await advance(deps, row);
    if (E.isLeft(advanced)) return advanced;
    round = moved;
  }
  return round;
};

/** One chunk of each batch of the most urgent priority that can go on. */
const takeRound = async (deps: RunningBatches): Promise<Round> => {
  const abandoned = await abandonUnsealed(deps);
  if (E.isLeft(abandoned)) return abandoned;
  for (const priority of priorities) {
    const round = await advancePriority(deps, priority);
    if (E.isLeft(round) || round.right === 'moved') return round;
  }
  return abandoned;
};

/**
 * Carries out every batch whose recipients are sealed, chunk by chunk, at the pace of the views and of what is outstanding.
 * What another process does meanwhile, or this one did before a crash, stands in the journal and is not done again.
 */
export const runBatches = async (deps: RunningBatches, signal: AbortSignal): Promise<void> => {
  while (!signal.aborted) {
    const changed = deps.watch();
    const round = await takeRound(deps);
    if (E.isLeft(round)) {
      deps.logger.warn('batches wait', { because: round.left._tag });
      await deps.clock.wait(WAIT_AFTER_FAILURE_MILLIS, signal);
    } else if (round.right === 'idle') {
      await inScope(signal, async (scope) =>
        Promise.race([changed(scope), deps.clock.wait(LONGEST_WAIT_MILLIS, scope)]),
      );
    }
  }
};
