/** Those who wait until somebody wakes them. */
export type WaitingLine = {
  /** Resolves when it is woken, and when the signal aborts. */
  readonly woken: (signal: AbortSignal) => Promise<void>;
  /** Wakes whoever has waited longest. */
  readonly wakeNext: () => void;
  readonly wakeAll: () => void;
};

export const createWaitingLine = (): WaitingLine => {
  const waiting = new Set<() => void>();
  return {
    woken: async (signal) =>
      new Promise((resolve) => {
        if (signal.aborted) {
          resolve();
          return;
        }
        const wake = (): void => {
          waiting.delete(wake);
          signal.removeEventListener('abort', wake);
          resolve();
        };
        waiting.add(wake);
        signal.addEventListener('abort', wake, { once: true });
      }),
    wakeNext: () => {
      const [next] = waiting;
      next?.();
    },
    wakeAll: () => {
      for (const wake of [...waiting]) wake();
    },
  };
};
