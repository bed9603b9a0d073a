/** Lets whoever brings events wait until they have room. */
export type Room = {
  /** Resolves at once where there is room, and when the signal aborts. */
  readonly free: (signal: AbortSignal) => Promise<void>;
  /** Something may have changed. */
  readonly look: () => void;
};

export const createRoom = (hasRoom: () => boolean): Room => {
  const waiting = new Set<() => void>();
  const nextLook = async (signal: AbortSignal): Promise<void> =>
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
    free: async (signal) => {
      while (!hasRoom() && !signal.aborted) await nextLook(signal);
    },
    look: () => {
      if (waiting.size > 0 && hasRoom()) for (const wake of [...waiting]) wake();
    },
  };
};
