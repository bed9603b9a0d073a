/** Does the work under a name when all work under it that was begun before has ended; under other names, at once. */
export const oneAtATime = (): (<A>(name: string, work: () => Promise<A>) => Promise<A>) => {
  const inHand = new Map<string, Promise<void>>();
  return async (name, work) => {
    for (let earlier = inHand.get(name); earlier !== undefined; earlier = inHand.get(name)) await earlier;
    const mine = work();
    inHand.set(
      name,
      mine.then(
        () => undefined,
        () => undefined,
      ),
    );
    try {
      return await mine;
    } finally {
      inHand.delete(name);
    }
  };
};
