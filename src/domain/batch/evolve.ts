import type { BatchEvent } from './events';
import { emptyManifest, withChunk } from './manifest';
import { type BatchState, isSealed, type SealedBatch } from './state';

const fingerprintOf = (state: BatchState): string | undefined =>
  state.status === 'unknown' ? undefined : state.fingerprint;

const moved = (state: BatchState, status: SealedBatch['status']): BatchState =>
  isSealed(state) ? { ...state, status } : state;

export const evolve = (state: BatchState, event: BatchEvent): BatchState => {
  switch (event.type) {
    case 'BatchAccepted':
      return { status: 'open', fingerprint: event.data.fingerprint, manifest: emptyManifest };
    case 'BatchChunkQueued':
      return state.status === 'open' ? { ...state, manifest: withChunk(state.manifest, event.data.recipients) } : state;
    case 'BatchRecipientsSealed':
      return { status: 'sealed', fingerprint: fingerprintOf(state), count: event.data.count, closed: false };
    case 'BatchPaused':
      return moved(state, 'paused');
    case 'BatchResumed':
      return moved(state, 'sealed');
    case 'BatchCancelled':
      return moved(state, 'cancelled');
    case 'BatchFailed':
      return moved(state, 'failed');
    case 'BatchAbandoned':
      return { status: 'abandoned', fingerprint: fingerprintOf(state) };
    case 'BatchCompleted':
      return moved(state, 'completed');
    case 'BatchClosed':
      return isSealed(state) ? { ...state, closed: true } : state;
    // These stand in the chunk's own stream.
    case 'BatchChunkProcessed':
    case 'BatchChunkSkipped':
      return state;
  }
};
