/** A value that changes, and that others can wait for. */
export type Watched<A> = {
  readonly get: () => A;
  readonly set: (value: A) => void;
  /** Resolves with true once `holds`, or with false when the signal aborts first. */
  readonly until: (holds: (value: A) => boolean, signal: AbortSignal) => Promise<boolean>;
};

export const createWatched = <A>(initial: A): Watched<A> => {
  const waiting = new Set<() => void>();
  let value = initial;
  const changeOrAbort = async (signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const wake = (): void => {
        waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      waiting.add(wake);
      signal.addEventListener('abort', wake, { once: true });
    });
  return {
    get: () => value,
    set: (next) => {
      value = next;
      for (const wake of [...waiting]) wake();
    },
    until: async (holds, signal) => {
      while (!holds(value)) {
        if (signal.aborted) return false;
        await changeOrAbort(signal);
      }
      return true;
    },
  };
};
