import type { ConsumerId } from '../inputs';

/** Nobody has room; or whoever it is pinned to has none, while others may have. */
export type NoChoice = 'full' | 'wait';

/** Who gets the next event. It knows who is there, and asks who has room. */
export type Strategy = {
  /** `inFlight` counts the events of a bucket that somebody holds. */
  readonly joined: (consumer: ConsumerId, inFlight: (bucket: number) => number) => void;
  readonly left: (consumer: ConsumerId) => void;
  readonly choose: (bucket: number, hasRoom: (consumer: ConsumerId) => boolean) => ConsumerId | NoChoice;
};
