import * as E from 'fp-ts/Either';
import * as t from 'io-ts';
import type { Opened } from '../../domain/ports/vault';
import type { JsonObject } from '../../domain/shared/json';

/** An append holds 1 MiB, and sealing makes a body almost twice as long. The dead-letter queue has all of a longer one. */
const LONGEST_KEPT = 512 * 1024;

/** The body of a parked message as it is sealed; `isWhole`: nothing was cut off. */
const ParkedBody = t.strict({ base64: t.string, isWhole: t.boolean }, 'ParkedBody');

export type KeptBody = { readonly bytes: Uint8Array; readonly isWhole: boolean };

export const toParkedBody = (body: Uint8Array): JsonObject => ({
  base64: Buffer.from(body.subarray(0, LONGEST_KEPT)).toString('base64'),
  isWhole: body.byteLength <= LONGEST_KEPT,
});

/** Undefined once its key is gone. */
export const toKeptBody = (opened: Opened | undefined): KeptBody | undefined => {
  const decoded = ParkedBody.decode(opened?.status === 'open' ? opened.value : undefined);
  if (E.isLeft(decoded)) return undefined;
  const { base64, isWhole } = decoded.right;
  return { bytes: Buffer.from(base64, 'base64'), isWhole };
};
