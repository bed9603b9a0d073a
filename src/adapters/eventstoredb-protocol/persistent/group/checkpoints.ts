import type { GroupSettings } from './group-settings';
import type { Mark } from './unsettled';

/** When a checkpoint is due. */
export type Checkpoints = {
  readonly resumeAt: (mark: Mark) => void;
  /** The place to write down now, if any; it counts as written from then on. */
  readonly due: (mark: Mark, moment: { readonly now: number; readonly atTick: boolean }) => bigint | undefined;
};

type Rules = Pick<GroupSettings, 'checkpointAfter' | 'minCheckpointCount' | 'maxCheckpointCount'>;

/** After `maxCheckpointCount` events at once; after `minCheckpointCount` at a tick, `checkpointAfter` past the last one. */
export const createCheckpoints = ({ checkpointAfter, minCheckpointCount, maxCheckpointCount }: Rules): Checkpoints => {
  let written = 0n;
  let writtenAt = Number.NEGATIVE_INFINITY;
  const timeHasCome = (now: number): boolean => checkpointAfter > 0 && now - writtenAt >= checkpointAfter;
  return {
    resumeAt: ({ count }) => {
      written = count;
    },
    due: ({ count, place }, { now, atTick }) => {
      const unwritten = count - written;
      if (place === undefined || unwritten < 1n) return undefined;
      const isDue =
        unwritten >= BigInt(maxCheckpointCount) ||
        (atTick && unwritten >= BigInt(minCheckpointCount) && timeHasCome(now));
      if (!isDue) return undefined;
      written = count;
      writtenAt = now;
      return place;
    },
  };
};
