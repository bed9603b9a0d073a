import { setMaxListeners } from 'node:events';

/** Work that goes on for as long as the process does, and what becomes of the process when it ends by a defect. */
export type Supervisor = {
  readonly run: (name: string, work: (signal: AbortSignal) => Promise<void>) => void;
  /** Tells all of it to stop, and resolves when it has. */
  readonly stop: () => Promise<void>;
};

/** Of two things that a loop can do wrong, to die is the one that is seen: `onDefect` ends the process, to be started anew. */
export const createSupervisor = (onDefect: (name: string, defect: unknown) => void): Supervisor => {
  const stopping = new AbortController();
  // Everything that goes on listens to it, by design.
  setMaxListeners(0, stopping.signal);
  const running = new Set<Promise<void>>();
  const watch = async (name: string, work: (signal: AbortSignal) => Promise<void>): Promise<void> => {
    try {
      await work(stopping.signal);
    } catch (defect) {
      onDefect(name, defect);
    }
  };
  return {
    run: (name, work) => {
      const watched = watch(name, work).finally(() => running.delete(watched));
      running.add(watched);
    },
    stop: async () => {
      stopping.abort();
      await Promise.all(running);
    },
  };
};
