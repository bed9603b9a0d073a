export type Work<A> = {
  /** Work of one key begins only when what was begun before it has ended. */
  readonly key: string;
  /** How much of what may be in hand at once it takes up. */
  readonly weight: number;
  /** Must not reject. */
  readonly run: () => Promise<A>;
};

/** In the order in which it is asked for; what is heavier than the whole has it to itself. */
const createRoom = (size: number) => {
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
    within: async <A>(wanted: number, run: () => Promise<A>): Promise<A> => {
      const weight = Math.min(wanted, size);
      await new Promise<void>((enter) => {
        waiting.push({ weight, enter });
        admit();
      });
      try {
        return await run();
      } finally {
        free += weight;
        admit();
      }
    },
  };
};

/** Lets work in one by one where it is of one key, and bounds how much is in hand in all. */
export const createTurns = (size: number): { readonly take: <A>(work: Work<A>) => Promise<A> } => {
  const room = createRoom(size);
  const last = new Map<string, Promise<unknown>>();
  return {
    take: async ({ key, weight, run }) => {
      const before = last.get(key);
      const inRoom = async () => room.within(weight, run);
      const mine = before === undefined ? inRoom() : before.then(inRoom);
      last.set(key, mine);
      const answer = await mine;
      if (last.get(key) === mine) last.delete(key);
      return answer;
    },
  };
};
