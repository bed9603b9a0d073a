import type { BatchEvent } from './events';
import { emptyManifest, withChunk } from './manifest';
import type { BatchState } from './state';

const fingerprintOf = (state: BatchState): string | undefined =>
  state.status === 'unknown' ? undefined : state.fingerprint;

export const evolve = (state: BatchState, event: BatchEvent): BatchState => {
  switch (event.type) {
    case 'BatchAccepted':
      return { status: 'open', fingerprint: event.data.fingerprint, manifest: emptyManifest };
    case 'BatchChunkQueued':
      return state.status === 'open' ? { ...state, manifest: withChunk(state.manifest, event.data.recipients) } : state;
    case 'BatchRecipientsSealed':
      return { status: 'sealed', fingerprint: fingerprintOf(state), count: event.data.count };
    case 'BatchAbandoned':
      return { status: 'abandoned', fingerprint: fingerprintOf(state) };
    case 'BatchCompleted':
      return {
        status: 'completed',
        fingerprint: fingerprintOf(state),
        count: event.data.accepted + event.data.rejected,
      };
    // Stands in the chunk's own stream.
    case 'BatchChunkProcessed':
      return state;
  }
};
