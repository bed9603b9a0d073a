import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { ChunkQueue, ChunkWork, QueueUnavailable } from '../../domain/ports/work-queue';
import type { Instant } from '../../domain/shared/codecs';
import type { BatchRow } from '../../projections/batches/row';

/** How many chunks of one priority are with the queue at once. */
export const WINDOW = 16;

/** The chunks of one priority that are with the queue, and when they were given to it. */
export type ChunkWindow = {
  /**
   * Gives chunks of these batches to the queue, in turns, until `room` of them are with it; again what was given to it before
   * `lostBefore` and is not done. A batch that has begun anew is given to it anew.
   */
  readonly refill: (
    batches: ReadonlyArray<BatchRow>,
    room: number,
    times: { readonly now: Instant; readonly lostBefore: Instant },
  ) => TE.TaskEither<QueueUnavailable, number>;
};

const nameOf = ({ batchId, starts }: BatchRow, index: number): string =>
  `${batchId}/${String(starts)}/${String(index)}`;

/** The chunks of a batch that are not done, in order, as far as they may be with the queue. */
const undone = ({ done, ahead, chunks }: BatchRow): ReadonlyArray<number> =>
  Array.from({ length: Math.min(chunks - done, WINDOW) }, (_, nth) => done + nth).filter((i) => !ahead.includes(i));

type Candidate = { readonly name: string; readonly work: ChunkWork };

const candidatesOf = (batch: BatchRow): ReadonlyArray<Candidate> =>
  undone(batch).map((index) => ({
    name: nameOf(batch, index),
    work: { batchId: batch.batchId, index, priority: batch.priority },
  }));

const inTurns = (lists: ReadonlyArray<ReadonlyArray<Candidate>>): ReadonlyArray<Candidate> =>
  Array.from({ length: WINDOW }, (_, nth) => lists.flatMap((list) => list[nth] ?? [])).flat();

export const createChunkWindow = (queue: Pick<ChunkQueue, 'publish'>): ChunkWindow => {
  let given: ReadonlyMap<string, Instant> = new Map();
  return {
    refill: (batches, room, { now, lostBefore }) => {
      const candidates = inTurns(batches.map(candidatesOf));
      const isOut = ({ name }: Candidate): boolean => (given.get(name) ?? lostBefore) > lostBefore;
      const out = candidates.filter(isOut);
      const next = candidates.filter((one) => !isOut(one)).slice(0, Math.max(0, room - out.length));
      const kept = out.map(({ name }) => [name, given.get(name) ?? now] as const);
      given = new Map(kept);
      if (next.length === 0) return TE.right(0);
      return pipe(
        queue.publish(next.map(({ work }) => work)),
        TE.map(() => {
          given = new Map([...kept, ...next.map(({ name }) => [name, now] as const)]);
          return next.length;
        }),
      );
    },
  };
};
