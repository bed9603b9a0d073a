/** How far a group is with reading, as it tells about itself. */
export type Progress = {
  /** The checkpoint was read. */
  isReady: boolean;
  /** It has what there is, and gets what comes. */
  isLive: boolean;
  isReplaying: boolean;
  /** Arrived while it was live, without a break. */
  arrivedLive: number;
  lastKnown: bigint | undefined;
  lastCheckpointed: bigint | undefined;
};

export const createProgress = (): Progress => ({
  isReady: false,
  isLive: false,
  isReplaying: false,
  arrivedLive: 0,
  lastKnown: undefined,
  lastCheckpointed: undefined,
});

export const fallBehind = (progress: Progress): void => {
  progress.isLive = false;
  progress.arrivedLive = 0;
};

export const noteArrival = (progress: Progress, place: bigint): void => {
  progress.lastKnown = place;
  if (progress.isLive) progress.arrivedLive += 1;
};

/** In EventStoreDB's words: the names of the flags that are up. */
export const statusOf = ({ isReady, isLive, isReplaying }: Progress): string => {
  if (!isReady) return 'NotReady';
  if (isLive) return isReplaying ? 'ReplayingParkedMessages, Live' : 'Live';
  return isReplaying ? 'Behind, ReplayingParkedMessages' : 'Behind';
};
