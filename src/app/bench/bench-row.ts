/** One line of the benchmarks' table. Both rates were measured in one run, in turns, on the same machine. */
export type BenchRow = {
  readonly what: string;
  /** In `unit`, the median over the rounds. */
  readonly rate: number;
  readonly unit: string;
  readonly baseline?: { readonly what: string; readonly rate: number };
  /** `rate` over the baseline's, and what it should at least be; absent where the baseline can't be believed. */
  readonly ratio?: number;
  readonly aim?: number;
  /** What `rate` itself should stay below. */
  readonly below?: number;
  /** Why the baseline can't be believed. */
  readonly refused?: string;
};

export const median = (values: ReadonlyArray<number>): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
