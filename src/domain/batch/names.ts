import type { Locale, NotificationId, TemplateRef } from '../shared/codecs';
import { deriveId } from '../shared/derive-id';

/** What a rendering depends on; a time zone only where the template shows times. */
export type ReadAlike = {
  readonly template: TemplateRef;
  readonly locale: Locale;
  readonly timezone: string | null;
};

/**
 * A batch is named by what asked for it, so that the same asks for it once. A batch that was abandoned before its recipients
 * were sealed has sent nothing, and is followed by another `attempt`, counted from 0.
 */
export const batchIdOf = (namespace: string, identity: string, attempt: number): string =>
  deriveId(namespace, 'batch', identity, attempt);

export const batchStream = (batchId: string): string => `batch-${batchId}`;

export const chunkStream = (batchId: string, index: number): string => `chunk-${batchId}.${String(index)}`;

/** Where content stands that members of a batch share. */
export const contentStream = (batchId: string, key: string): string => `content-${batchId}.${key}`;

/**
 * How members read, as a name: alike for all whom one rendering serves. Derived within the ledger's secret namespace, since a
 * time zone could be guessed.
 */
export const contentKeyOf = (namespace: string, batchId: string, { template, locale, timezone }: ReadAlike): string =>
  deriveId(namespace, 'content', batchId, template.locale, template.version, locale, timezone ?? '');

/** The revision of a chunk's recipients in the batch's stream: they follow its acceptance, in their order. */
export const chunkRevision = (index: number): bigint => BigInt(index) + 1n;

/** The id of a member; `locateRequest` finds its request by it, at revision `offset` of the chunk's stream. */
export const memberId = (batchId: string, index: number, offset: number): NotificationId =>
  `${batchId}.${String(index)}.${String(offset)}` as NotificationId;

const member = /^(.+)\.\d+\.\d+$/;

/** Whose member it is; undefined where it is none's. */
export const batchOf = (id: NotificationId): string | undefined => member.exec(id)?.[1];
