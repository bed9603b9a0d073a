import { createWaitingLine } from '../../domain/shared/waiting-line';

/** A value that changes, and that others can wait for. */
export type Watched<A> = {
  readonly get: () => A;
  readonly set: (value: A) => void;
  /** Resolves with true once `holds`, or with false when the signal aborts first. */
  readonly until: (holds: (value: A) => boolean, signal: AbortSignal) => Promise<boolean>;
};

export const createWatched = <A>(initial: A): Watched<A> => {
  const line = createWaitingLine();
  let value = initial;
  return {
    get: () => value,
    set: (next) => {
      value = next;
      line.wakeAll();
    },
    until: async (holds, signal) => {
      while (!holds(value)) {
        if (signal.aborted) return false;
        await line.woken(signal);
      }
      return true;
    },
  };
};
