import { emptyManifest, type Manifest } from '../batch/manifest';
import type { UserId } from '../shared/codecs';

/** What is kept of a batch to judge its next event; what only an open one needs is dropped at its end. */
export type BatchTrace = {
  /** `halted`: cancelled, or failed; what its chunks come to is still being written. */
  readonly status: 'open' | 'sealed' | 'halted' | 'ended';
  readonly origin: string;
  readonly manifest: Manifest;
  /** Everyone written down so far. */
  readonly recipients: Set<UserId>;
  /** The chunks that were not processed yet, by the names of their streams. */
  readonly waiting: Map<string, ReadonlyArray<UserId>>;
  readonly accepted: number;
  readonly rejected: number;
  readonly untold: number;
};

export const begunBatch = (origin: string): BatchTrace => ({
  status: 'open',
  origin,
  manifest: emptyManifest,
  recipients: new Set(),
  waiting: new Map(),
  accepted: 0,
  rejected: 0,
  untold: 0,
});

/** Nothing more may happen to it. */
export const endedBatch = (trace: BatchTrace): BatchTrace => ({
  ...trace,
  status: 'ended',
  recipients: new Set(),
  waiting: new Map(),
});
