/** At most `limit` at once; the others wait in line. */
export type Turns = {
  /** True: a turn, to be given back. False: the signal aborted first. */
  readonly take: (signal: AbortSignal) => Promise<boolean>;
  readonly giveBack: () => void;
};

export const createTurns = (limit: number): Turns => {
  const waiting = new Set<() => void>();
  let taken = 0;
  const wakeNext = (): void => {
    const [next] = waiting;
    next?.();
  };
  const woken = async (signal: AbortSignal): Promise<void> =>
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
    take: async (signal) => {
      while (taken >= limit && !signal.aborted) await woken(signal);
      if (signal.aborted) {
        // It may have been woken for a turn that it no longer wants.
        wakeNext();
        return false;
      }
      taken += 1;
      return true;
    },
    giveBack: () => {
      taken -= 1;
      wakeNext();
    },
  };
};
