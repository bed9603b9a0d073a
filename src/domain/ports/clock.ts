import type { Instant } from '../shared/codecs';

export type Clock = {
  readonly now: () => Instant;
  /** Resolves after `millis`, or at once when the signal aborts; it never rejects and never keeps a process alive. */
  readonly wait: (millis: number, signal: AbortSignal) => Promise<void>;
};
