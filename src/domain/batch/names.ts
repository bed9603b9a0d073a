import type { NotificationId } from '../shared/codecs';
import { deriveId } from '../shared/derive-id';

/**
 * A batch is named by what asked for it, so that the same asks for it once. A batch that was abandoned before its recipients
 * were sealed has sent nothing, and is followed by another `attempt`, counted from 0.
 */
export const batchIdOf = (namespace: string, identity: string, attempt: number): string =>
  deriveId(namespace, 'batch', identity, attempt);

export const batchStream = (batchId: string): string => `batch-${batchId}`;

export const chunkStream = (batchId: string, index: number): string => `chunk-${batchId}.${String(index)}`;

/** The revision of a chunk's recipients in the batch's stream: they follow its acceptance, in their order. */
export const chunkRevision = (index: number): bigint => BigInt(index) + 1n;

/** The id of a member; `locateRequest` finds its request by it, at revision `offset` of the chunk's stream. */
export const memberId = (batchId: string, index: number, offset: number): NotificationId =>
  `${batchId}.${String(index)}.${String(offset)}` as NotificationId;

const member = /^(.+)\.\d+\.\d+$/;

/** Whose member it is; undefined where it is none's. */
export const batchOf = (id: NotificationId): string | undefined => member.exec(id)?.[1];
