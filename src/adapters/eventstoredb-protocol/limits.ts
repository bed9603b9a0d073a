const MEBIBYTE = 1024 * 1024;

/** How much one server takes on; what is beyond them is refused or waits, and nothing grows with what callers do. */
export type Limits = {
  /** Of the `data` of one append, as EventStoreDB's MaxAppendSize. */
  readonly appendBytes: number;
  /** Of everything in one append: what EventStoreDB's log takes as one record. */
  readonly recordBytes: number;
  readonly receiveBytes: number;
  /** Reads and subscriptions at once. */
  readonly readsOfConnection: number;
  readonly reads: number;
  /** Of one batch-append call: begun and not yet complete. */
  readonly incompleteAppends: number;
  readonly incompleteBytes: number;
  /** Of one batch-append call: handed to the journal and not yet answered; more wait unread. */
  readonly appendsInHand: number;
  readonly bytesInHand: number;
  /** How long an append may stay incomplete, as EventStoreDB's write time-out. */
  readonly incompleteMillis: number;
  /** How long calls in hand may take to end once the server closes. */
  readonly graceMillis: number;
};

export const usualLimits: Limits = {
  appendBytes: MEBIBYTE,
  recordBytes: 16 * MEBIBYTE,
  receiveBytes: 17 * MEBIBYTE,
  readsOfConnection: 2_000,
  reads: 10_000,
  incompleteAppends: 1_000,
  incompleteBytes: 64 * MEBIBYTE,
  appendsInHand: 1_000,
  bytesInHand: 16 * MEBIBYTE,
  incompleteMillis: 2_000,
  graceMillis: 2_000,
};
