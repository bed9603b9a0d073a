/** Bounds how much is in hand at once. */
export type Room = {
  /** Runs the work once there is room for it, in the order of asking; what is heavier than the whole has it to itself. */
  readonly within: <A>(weight: number, work: () => Promise<A>) => Promise<A>;
};

export const createRoom = (size: number): Room => {
  const waiting: Array<{ readonly weight: number; readonly enter: () => void }> = [];
  let free = size;
  const admit = (): void => {
    for (let [next] = waiting; next !== undefined && next.weight <= free; [next] = waiting) {
      waiting.shift();
      free -= next.weight;
      next.enter();
    }
  };
  return {
    within: async (wanted, work) => {
      const weight = Math.min(wanted, size);
      await new Promise<void>((enter) => {
        waiting.push({ weight, enter: () => enter() });
        admit();
      });
      try {
        return await work();
      } finally {
        free += weight;
        admit();
      }
    },
  };
};
