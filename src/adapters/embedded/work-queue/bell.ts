/** Wakes everyone who waits for it; who starts to wait later waits for the next ring. */
export type Bell = { readonly ring: () => void; readonly rung: () => Promise<void> };

export const createBell = (): Bell => {
  const waiting: Array<() => void> = [];
  return {
    ring: () => {
      for (const wake of waiting.splice(0)) wake();
    },
    rung: async () => new Promise((resolve) => waiting.push(resolve)),
  };
};
