type Waiting<I, O> = {
  readonly input: I;
  readonly resolve: (output: O) => void;
  readonly reject: (cause: unknown) => void;
};

const runGroup = async <I, O>(
  run: (inputs: ReadonlyArray<I>) => Promise<ReadonlyArray<O>>,
  group: ReadonlyArray<Waiting<I, O>>,
): Promise<void> => {
  try {
    const outputs = await run(group.map(({ input }) => input));
    group.forEach(({ resolve }, index) => resolve(outputs[index] as O));
  } catch (cause) {
    for (const { reject } of group) reject(cause);
  }
};

/**
 * Does together what is asked for in one turn of the event loop, at most so many at once, and a turn of the loop for others
 * between two groups. `run` answers in the order of its inputs; if it throws, everyone in its group gets the error.
 */
export const gather = <I, O>(
  most: number,
  run: (inputs: ReadonlyArray<I>) => Promise<ReadonlyArray<O>>,
): ((input: I) => Promise<O>) => {
  const waiting: Array<Waiting<I, O>> = [];
  const flush = (): void => {
    void runGroup(run, waiting.splice(0, most));
    if (waiting.length > 0) setImmediate(flush);
  };
  return async (input) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setImmediate(flush);
      waiting.push({ input, resolve, reject });
    });
};
