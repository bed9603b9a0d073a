/**
 * Short words between the processes of one ledger: each reaches every process that listens, the speaker's own too, in the
 * speaker's order, and at most once. What is said while a process can't be reached is lost to it, so nobody relies on hearing.
 * The laws are test/contracts/fan-out.contract.ts.
 */
export type FanOut = {
  readonly say: (topic: string, word: string) => void;
  /** Until it is called off, by what it answers with. */
  readonly listen: (topic: string, hear: (word: string) => void) => () => void;
};
