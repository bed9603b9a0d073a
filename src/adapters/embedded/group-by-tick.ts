type Waiting<I, O> = {
  readonly input: I;
  readonly resolve: (output: O) => void;
  readonly reject: (cause: unknown) => void;
};

/**
 * Runs together what is asked for in one turn of the event loop, so that many callers share one commit. `run` answers
 * in the order of its inputs; if it throws, every caller of that turn gets the error.
 */
export const groupByTick = <I, O>(run: (inputs: ReadonlyArray<I>) => ReadonlyArray<O>): ((input: I) => Promise<O>) => {
  const waiting: Array<Waiting<I, O>> = [];
  const flush = (): void => {
    const group = waiting.splice(0);
    try {
      const outputs = run(group.map(({ input }) => input));
      group.forEach(({ resolve }, i) => resolve(outputs[i] as O));
    } catch (cause) {
      group.forEach(({ reject }) => reject(cause));
    }
  };
  return async (input) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setImmediate(flush);
      waiting.push({ input, resolve, reject });
    });
};
