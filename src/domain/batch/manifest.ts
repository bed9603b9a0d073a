import { sha256Hex } from '../shared/sha256-hex';
import type { BatchRecipient } from './events';

/** Recipients written down so far: how many chunks, how many recipients, and the digest of them all in their order. */
export type Manifest = { readonly chunks: number; readonly count: number; readonly digest: string };

export const emptyManifest: Manifest = { chunks: 0, count: 0, digest: '' };

/**
 * With one more chunk. The digest is a chain, SHA-256 of the digest before and the chunk's user ids as JSON, so that it can
 * be computed while reading, in any memory.
 */
export const withChunk = (
  { chunks, count, digest }: Manifest,
  recipients: ReadonlyArray<Pick<BatchRecipient, 'userId'>>,
): Manifest => ({
  chunks: chunks + 1,
  count: count + recipients.length,
  digest: sha256Hex(`${digest}${JSON.stringify(recipients.map(({ userId }) => userId))}`),
});

export const mostInAChunk = 100;
/** Half of what one append may carry (journal.ts), so that an estimate may be wrong by as much. */
export const chunkBytes = 512 * 1024;
