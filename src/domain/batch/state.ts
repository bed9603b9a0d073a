import type { Manifest } from './manifest';

/** Folded from `batch-<id>`; of a sealed batch its seal says all, so that its recipients need not be read again. */
export type BatchState =
  | { readonly status: 'unknown' }
  | { readonly status: 'open'; readonly fingerprint: string; readonly manifest: Manifest }
  | SealedBatch
  | { readonly status: 'abandoned'; readonly fingerprint: string | undefined };

/** `closed`: of one that goes no further every recipient is accounted for. */
export type SealedBatch = {
  readonly status: 'sealed' | 'paused' | 'completed' | 'cancelled' | 'failed';
  readonly fingerprint: string | undefined;
  readonly count: number;
  readonly closed: boolean;
};

export const isSealed = (state: BatchState): state is SealedBatch => 'closed' in state;

export const initialState: BatchState = { status: 'unknown' };
