/** What is open, to be closed the other way round: what was opened on top of something goes before it. */
export type Closing = {
  readonly add: (close: () => void | Promise<void>) => void;
  readonly close: () => Promise<void>;
};

export const createClosing = (): Closing => {
  const open: Array<() => void | Promise<void>> = [];
  return {
    add: (close) => {
      open.push(close);
    },
    close: async () => {
      for (let next = open.pop(); next !== undefined; next = open.pop()) await next();
    },
  };
};
