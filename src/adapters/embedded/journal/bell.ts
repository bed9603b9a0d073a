/** Wakes those who wait for the journal to grow. */
export type Bell = {
  readonly ring: () => void;
  /** A ring between two calls of `changed` is not missed. An abort rings too. `stop` forgets the watch. */
  readonly watch: (signal: AbortSignal) => Watch;
};
export type Watch = { readonly changed: () => Promise<void>; readonly stop: () => void };

export const createBell = (): Bell => {
  const watching = new Set<() => void>();
  return {
    ring: () => {
      for (const wake of watching) wake();
    },
    watch: (signal) => {
      let rung = false;
      let resume: () => void = () => undefined;
      const wake = () => {
        rung = true;
        resume();
      };
      watching.add(wake);
      signal.addEventListener('abort', wake, { once: true });
      return {
        changed: async () => {
          if (!rung && !signal.aborted)
            await new Promise<void>((resolve) => {
              resume = resolve;
            });
          rung = false;
        },
        stop: () => {
          watching.delete(wake);
          signal.removeEventListener('abort', wake);
        },
      };
    },
  };
};
