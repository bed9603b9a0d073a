const kinds = ['appended', 'repeated', 'conflict', 'stream-deleted'] as const;

/** What became of a request. `revision` of a conflict is the stream's last one; -1 where there is none. */
export type Outcome = {
  readonly kind: (typeof kinds)[number];
  readonly revision: number;
  /** -1 where a repeated event can't be read any more. */
  readonly position: number;
};

const WIDTH = 3;

/** Outcomes as they travel between threads, where an object for each would cost more than the append. */
export const packOutcomes = (outcomes: ReadonlyArray<Outcome>): Float64Array<ArrayBuffer> => {
  const packed = new Float64Array(outcomes.length * WIDTH);
  outcomes.forEach(({ kind, revision, position }, index) => {
    packed.set([kinds.indexOf(kind), revision, position], index * WIDTH);
  });
  return packed;
};

export const unpackOutcomes = (packed: Float64Array): ReadonlyArray<Outcome> =>
  Array.from({ length: packed.length / WIDTH }, (_, index) => {
    const [kind = 0, revision = 0, position = 0] = packed.subarray(index * WIDTH, (index + 1) * WIDTH);
    return { kind: kinds[kind] ?? 'conflict', revision, position };
  });
