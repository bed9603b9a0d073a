/** Chance, from one place. */
export type Ids = {
  /** A random UUID (version 4). */
  readonly random: () => string;
  /** Uniform in [0, 1), for jitter. */
  readonly fraction: () => number;
};
