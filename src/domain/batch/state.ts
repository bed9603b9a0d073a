import type { Manifest } from './manifest';

/** Folded from `batch-<id>`; of a sealed batch its seal says all, so that its recipients need not be read again. */
export type BatchState =
  | { readonly status: 'unknown' }
  | { readonly status: 'open'; readonly fingerprint: string; readonly manifest: Manifest }
  | { readonly status: 'sealed' | 'completed'; readonly fingerprint: string | undefined; readonly count: number }
  | { readonly status: 'abandoned'; readonly fingerprint: string | undefined };

export const initialState: BatchState = { status: 'unknown' };
