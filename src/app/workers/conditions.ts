type Waiter = { readonly holds: () => boolean; readonly resolve: () => void };

/** Conditions about something, that are looked at again each time something may have made them true. */
export type Conditions = {
  readonly recheck: (about: string) => void;
  /** Resolves once it holds, or the signal aborts. */
  readonly until: (about: string, holds: () => boolean, signal: AbortSignal) => Promise<void>;
};

export const createConditions = (): Conditions => {
  const waiting = new Map<string, Set<Waiter>>();
  const waitersOf = (about: string): Set<Waiter> => {
    const known = waiting.get(about) ?? new Set<Waiter>();
    waiting.set(about, known);
    return known;
  };
  return {
    recheck: (about) => {
      for (const waiter of waiting.get(about) ?? []) if (waiter.holds()) waiter.resolve();
    },
    until: async (about, holds, signal) => {
      if (holds() || signal.aborted) return;
      const waiters = waitersOf(about);
      await new Promise<void>((done) => {
        const resolve = () => {
          waiters.delete(waiter);
          signal.removeEventListener('abort', resolve);
          done();
        };
        const waiter = { holds, resolve };
        waiters.add(waiter);
        signal.addEventListener('abort', resolve);
      });
    },
  };
};
