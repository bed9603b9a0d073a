import * as TE from 'fp-ts/TaskEither';
import type { Clock } from '../../../domain/ports/clock';
import type { ChunkQueue, ChunkWork, Work, WorkQueue } from '../../../domain/ports/work-queue';
import { type Channel, channels } from '../../../domain/shared/codecs';
import { type Lane, createLane } from './lane';
import { consumeLane } from './consume-lane';

export type EmbeddedWorkQueueParts = {
  readonly clock: Clock;
  /** How long work that was put off (`again`) rests before it is handed out again, in ms. */
  readonly pauseMillis: number;
};

/** Work in the memory of one process: lost with it, and published again by dispatch from the journal. */
export const createEmbeddedWorkQueue = ({ clock, pauseMillis }: EmbeddedWorkQueueParts): WorkQueue => {
  const lanes: ReadonlyMap<Channel, Lane<Work>> = new Map(
    channels.map((channel) => [channel, createLane<Work>(clock, pauseMillis)]),
  );
  const laneOf = (channel: Channel): Lane<Work> => {
    const lane = lanes.get(channel);
    if (lane === undefined) throw new Error('A channel without a lane');
    return lane;
  };
  return {
    publish: (work) =>
      TE.fromIO(() => {
        for (const [channel, lane] of lanes) lane.put(work.filter((one) => one.channel === channel));
      }),
    consume: async (options, handle) => consumeLane(laneOf(options.channel), options, handle),
    waiting: (channel) => TE.fromIO(() => laneOf(channel).size()),
  };
};

/** The same for chunks of batches: what is lost with the process is published again by whoever carries batches out. */
export const createEmbeddedChunkQueue = ({ clock, pauseMillis }: EmbeddedWorkQueueParts): ChunkQueue => {
  const lane = createLane<ChunkWork>(clock, pauseMillis);
  return {
    publish: (work) => TE.fromIO(() => lane.put(work)),
    consume: async (options, handle) => consumeLane(lane, options, handle),
    waiting: () => TE.fromIO(lane.size),
  };
};
